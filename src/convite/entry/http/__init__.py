"""The API process: routes in front of the parts, the hot endpoints, limits, health and built pages.

It has no tables and no business rules: it parses requests, calls the parts and responds.
"""
