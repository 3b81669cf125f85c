"""Receipt numbers: till, epoch letter, sequence."""

import pytest

from app.sales.receipt import receipt_number


@pytest.mark.parametrize(
    ("till", "epoch", "sequence", "printed"),
    [
        (2, 1, 481, "02-000481"),
        (2, 2, 1, "02B-000001"),
        (12, 26, 999_999, "12Z-999999"),
        (1, 27, 1, "01AA-000001"),
        (1, 28, 1, "01AB-000001"),
        (1, 1, 1_000_000, "01-1000000"),
    ],
)
def test_receipt_number(till, epoch, sequence, printed):
    assert receipt_number(till, epoch, sequence) == printed


def test_no_two_epochs_share_a_number():
    assert len({receipt_number(1, epoch, 1) for epoch in range(1, 800)}) == 799
