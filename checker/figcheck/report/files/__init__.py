"""The formats of a report that are files for a program or a spreadsheet, one module each."""
