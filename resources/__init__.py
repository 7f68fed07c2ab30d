"""Data that ships with Lilo: words, examples, rules, icons."""
