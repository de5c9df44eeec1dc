"""The launcher: what ./withness does before the program begins. Standard library only."""
