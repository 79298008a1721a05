"""What needs several wings: the picture of today."""
