"""Many documents: reading them, coding them one by one, writing their events."""
