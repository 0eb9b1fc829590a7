"""The spaCy pipeline and the model that ships with Parley."""
