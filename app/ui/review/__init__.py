"""The fraud review: cases with the receipts behind them, each cleared with a reason."""
