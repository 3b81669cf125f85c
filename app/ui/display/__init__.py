"""The customer's display: a second window that knows nothing but the sanitised snapshots it is shown."""
