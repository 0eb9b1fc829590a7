"""What each page shows: one function a page, from the record and the address to data."""
