"""The shop's own style: name, logo, colours, receipt and card, edited beside a picture of what they do."""
