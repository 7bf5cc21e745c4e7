"""The API process: routes in front of the parts, the hot endpoints, limits, health and built pages.

It has no tables. It refuses to know business rules: it parses, asks the parts and answers.
"""
