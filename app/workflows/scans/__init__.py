"""What a scanned code means: read by rules that the owner can edit, looked up, and routed by the open screen."""
