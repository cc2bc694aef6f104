"""Java: bytes of a .java file in, FileFacts out; packages, Maven and Gradle modules to files."""
