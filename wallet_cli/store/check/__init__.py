"""Whether everything is as it should be; rebuilding, comparing, copying, erasing."""
