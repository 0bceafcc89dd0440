"""The report as files for other programs and for people: every module here is one format, as `report.formats` describes it."""
