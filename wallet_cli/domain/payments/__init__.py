"""Rules about payment codes and who is paid."""
