"""Invoices, receipts and credit notes as PDF, in the buyer's language; pro forma until one is issued."""

from convite.core.parts import Part

PART = Part()
