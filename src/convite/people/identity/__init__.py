"""Accounts and log-ins.

Tables `users`, `profiles`, `user_sessions`. Refuses to know what anybody does with an account.
"""
