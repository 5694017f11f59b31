"""The screens: keys and widgets over the project layer; no rule of the trade lives here."""
