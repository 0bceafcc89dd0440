"""What is known of a finding after the cards ran: the claims behind it, digit slips, and what was confirmed."""
