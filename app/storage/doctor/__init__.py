"""The doctor: proves that a shop's tables are what its facts say, or tells where they are not."""

from __future__ import annotations

from app.storage.doctor.examination import doctor
from app.storage.doctor.report import Check, Report

__all__ = ["Check", "Report", "doctor"]
