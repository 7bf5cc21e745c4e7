"""The roof: the doors to the world and the processes behind them; it alone knows every package.

It has no tables. It refuses to know rules: what it does is to start, wire, listen and stop.
"""
