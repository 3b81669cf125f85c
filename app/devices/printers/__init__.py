"""Receipt printers: what is sent to them, how, and the queue that outlives every failure."""
