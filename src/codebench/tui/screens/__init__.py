"""Whole screens: each reads models from the project, hands them to widgets, and turns their messages into acts."""
