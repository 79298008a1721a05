"""The schema's history: one SQL file a version, applied in order, never changed once released."""
