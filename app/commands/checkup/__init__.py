"""What `lilo doctor` looks at, a family a module; `app.checkup` judges what was seen."""
