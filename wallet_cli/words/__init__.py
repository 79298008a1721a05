"""All texts for people, in every language: values go in, text comes out. No I/O."""
