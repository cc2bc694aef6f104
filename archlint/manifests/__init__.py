"""What files besides source code say: the bytes of manifests, deployment and configuration files in, a Deployment out."""
