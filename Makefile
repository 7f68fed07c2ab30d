# make run: everything that is needed, then the demo facility in both windows.
# make test: style, types, import rules, tests. Both are quick the second time.

PYTHON ?= python3
BIN := .venv/bin
STAMPS := .venv/.stamps
CRITICAL_TESTS := tests/unit/safety tests/unit/alerts tests/unit/audit
# Each of the two workers computes on one core; libraries that took both would wait for each other.
# In the order of the files, since those with few tests are the long ones and would come last.
PYTEST := QT_QPA_PLATFORM=offscreen OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 \
	$(BIN)/pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder
export HF_HUB_OFFLINE := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test checks lint types imports unit install format clean

run: $(STAMPS)/product
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
		$(BIN)/lilo kiosk --demo --staff; \
	else \
		echo "There is no display here, so the scripted demo is played offscreen."; \
		$(BIN)/lilo demo --headless --shots build/demo; \
	fi

# What looks at the code and what runs it, side by side: the types take one core for a minute.
test: $(STAMPS)/test
	$(MAKE) --no-print-directory --jobs 2 checks unit

# One after another, whatever the number of jobs.
checks: $(STAMPS)/test
	$(MAKE) --no-print-directory lint
	$(MAKE) --no-print-directory types
	$(MAKE) --no-print-directory imports

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
	$(PYTEST) --cov --cov-report= $(CRITICAL_TESTS)
	$(BIN)/python packaging/critical_coverage.py
	$(PYTEST) $(addprefix --ignore=,$(CRITICAL_TESTS))

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
# Nothing is compiled ahead: of the 2.5 GB little is ever imported, and that is compiled then.
define install_packages
	$(PIP_INSTALL) torch==2.13.0
	$(PIP_INSTALL) --editable '$(1)'
	@echo "Looking this machine over; the first time, Lilo reads its examples, which takes some minutes."
	-$(BIN)/lilo doctor
endef
PIP_INSTALL := $(BIN)/pip install --quiet --no-compile --constraint constraints.txt

$(STAMPS)/product: $(STAMPS)/system pyproject.toml constraints.txt
	$(call install_packages,.)
	@touch $@

# In one go where nothing is installed yet: each pass looks every package over again.
$(STAMPS)/test: $(STAMPS)/system pyproject.toml constraints.txt
	$(call install_packages,.[test])
	@touch $(STAMPS)/product $@
