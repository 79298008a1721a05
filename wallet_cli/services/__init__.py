"""The use cases, by what they are about: an open store and values go in, frozen results come out."""
