"""Questions about meetings: which, who is asked, who came, what happened, who is free."""
