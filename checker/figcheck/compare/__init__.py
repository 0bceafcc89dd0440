"""Fourth stage: figures -> discrepancies. Helper tables first, then every rule card over them."""
