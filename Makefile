# make run: everything that is needed, then the demo facility in both windows.
# make test: style, types, import rules, tests. Both are quick the second time.

PYTHON ?= python3
BIN := .venv/bin
STAMPS := .venv/.stamps
CRITICAL_TESTS := tests/unit/safety tests/unit/alerts tests/unit/audit
export HF_HUB_OFFLINE := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test lint types imports unit install format clean

run: $(STAMPS)/product
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
		$(BIN)/lilo kiosk --demo --staff; \
	else \
		echo "There is no display here, so the scripted demo is played offscreen."; \
		$(BIN)/lilo demo --headless --shots build/demo; \
	fi

test: lint types imports unit

install: $(STAMPS)/product

lint: $(STAMPS)/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMPS)/test
	$(BIN)/mypy

imports: $(STAMPS)/test
	$(BIN)/lint-imports

# Coverage slows what it measures, so only the tests of the critical packages run with it.
unit: $(STAMPS)/test
	QT_QPA_PLATFORM=offscreen $(BIN)/pytest --numprocesses 2 --dist loadfile --cov --cov-report= $(CRITICAL_TESTS)
	$(BIN)/python packaging/critical_coverage.py
	QT_QPA_PLATFORM=offscreen $(BIN)/pytest --numprocesses 2 --dist loadfile $(addprefix --ignore=,$(CRITICAL_TESTS))

format: $(STAMPS)/test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf .venv build .coverage .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

$(STAMPS)/system: packaging/system-packages.txt packaging/system-packages.sh
	./packaging/system-packages.sh
	$(PYTHON) -m venv .venv
	@mkdir -p $(STAMPS) && touch $@

# torch goes first, by itself: asked for by another package, it could come in a larger build.
$(STAMPS)/product: $(STAMPS)/system pyproject.toml constraints.txt
	$(BIN)/pip install --quiet --constraint constraints.txt torch==2.13.0
	$(BIN)/pip install --quiet --constraint constraints.txt --editable .
	@echo "Looking this machine over; the first time, Lilo reads its examples, which takes some minutes."
	-$(BIN)/lilo doctor
	@touch $@

$(STAMPS)/test: $(STAMPS)/product
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[test]'
	@touch $@
