"""What each side demands, accepts, offers or refuses, and on what."""
