# SPDX-License-Identifier: MIT
# nianbao: `make run` and `make test` install what they need, build and go. `make help` lists the rest.
#
# V=1 shows the commands, SANITIZE=1 builds with the address and undefined-behaviour sanitizers, WERROR=1 adds -Werror.
# CC, CFLAGS, CPPFLAGS and LDFLAGS are the user's; the project's own flags are kept apart. Objects go to build/VARIANT.

VERSION := 0.1.0
PREFIX ?= /usr/local
DESTDIR ?=
ifeq ($(origin CC),default)
CC := gcc
endif
# Small code, for a program that waits for keys and is in memory once for every operator. Where CFLAGS does not say
# otherwise, only the rooms that many drafts are read and checked with are built for speed. Branches are counted where they are
# written, not where the optimizer copies them to.
ifeq ($(origin CFLAGS),undefined)
CFLAGS := $(if $(COVERAGE),-O0,-Os) -g
READ_FAST := $(if $(COVERAGE),,locale forms/base forms/form forms/draft forms/sentence forms/check forms/ini forms/store forms/rollup)
endif
# Warnings are errors where a developer asks for it, and in `make test`.
WERROR ?=

empty :=
space := $(empty) $(empty)
comma := ,
VARIANT := $(subst $(space),-,$(notdir $(CC)))$(if $(SANITIZE),-sanitize,$(empty))$(if $(COVERAGE),-coverage,$(empty))$(if $(FUZZ),-fuzz,$(empty))
BUILD := build/$(VARIANT)

Q := $(if $(V),,@)

# Flags that not every compiler and linker knows, tried once for each compiler.
# no-enum-float-conversion: clang's name for what -Wconversion of gcc leaves alone. gcc takes any -Wno-…: the warning
# itself is tried.
# cf-protection is for x86, branch-protection for arm64; auto-var-init is known from gcc 12 on, and to clang up to 15 only
# together with the option that follows it; _FORTIFY_SOURCE, which a distribution's compiler may define itself, may be 3 from
# gcc 12 on. pack-relative-relocs makes the relocations of tables a hundredth as large.
ZERO := -ftrivial-auto-var-init=zero
CLANG_ZERO := -enable-trivial-auto-var-init-zero-knowing-it-will-be-removed-from-clang
FORTIFY := -U_FORTIFY_SOURCE|-D_FORTIFY_SOURCE
TRIED := -Wno-enum-float-conversion -fstack-protector-strong -fstack-clash-protection -fcf-protection=full \
    -mbranch-protection=standard $(ZERO) $(ZERO)|$(CLANG_ZERO) $(FORTIFY)=3 $(FORTIFY)=2 -Wl,-z,relro,-z,now -Wl,-z,noexecstack -Wl,--as-needed \
    -Wl,-z,pack-relative-relocs
INCLUDE := \#include <stdio.h>
TRIED_WITH := $(strip $(TRIED) $(shell $(CC) --version 2>&1 | head -n 1) $(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS))
try = $(if $(shell printf '%s\n' '$(INCLUDE)' 'int main(void) { return 0; }' | $(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) -Werror -fPIE -pie \
    -Wl,--fatal-warnings $(patsubst -Wno-%,-W%,$(subst |, ,$1)) -x c - -o /dev/null 2>&1),,$1)
-include $(BUILD)/known.mk
ifneq ($(KNOWN_WITH),$(TRIED_WITH))
KNOWN := $(foreach flag,$(TRIED),$(call try,$(flag)))
KNOWN_POINTER := $(shell echo __SIZEOF_POINTER__ | $(CC) $(CPPFLAGS) $(CFLAGS) -E -P - 2>/dev/null)
$(shell mkdir -p $(BUILD) && printf '%s\n' 'KNOWN_WITH := $(TRIED_WITH)' 'KNOWN := $(KNOWN)' \
    'KNOWN_POINTER := $(KNOWN_POINTER)' >$(BUILD)/known.mk)
endif

WARNINGS := -Wall -Wextra -Wformat=2 -Werror=format-security -Wshadow -Wundef -Wvla -Wwrite-strings \
    -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wnull-dereference -Wconversion -Wno-sign-conversion \
    $(filter -W%,$(filter-out -Wl%,$(KNOWN))) $(if $(WERROR),-Werror)
HARDENING := -fPIE $(filter-out -W% $(ZERO)% $(FORTIFY)%,$(KNOWN)) \
    $(subst |, ,$(firstword $(filter $(ZERO)%,$(KNOWN))) $(if $(SANITIZE)$(COVERAGE)$(FUZZ),,$(firstword $(filter $(FORTIFY)%,$(KNOWN)))))
ifneq (,$(findstring clang,$(CC)))
WARNINGS += -Wno-unused-command-line-argument
endif
# On 32-bit machines the sizes and times of files have 64 bits, too. Elsewhere that would only give the functions other
# names.
OWN_CPPFLAGS := -D_GNU_SOURCE $(if $(filter 4,$(KNOWN_POINTER)),-D_FILE_OFFSET_BITS=64 -D_TIME_BITS=64) -I. -I$(BUILD) -DNIANBAO_VERSION='"$(VERSION)"'
OWN_CFLAGS := -std=gnu11 $(WARNINGS) $(HARDENING)
OWN_LDFLAGS := -pie $(filter -Wl%,$(KNOWN))
# Nothing in here unwinds a stack; debuggers find what they need in the debug information.
ifeq (,$(SANITIZE)$(COVERAGE)$(FUZZ))
OWN_CFLAGS += -fno-asynchronous-unwind-tables -fno-unwind-tables
endif
ifdef SANITIZE
OWN_CFLAGS += -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
OWN_LDFLAGS += -fsanitize=address,undefined
endif
ifdef FUZZ
# Without a call at every comparison: that took more than half of the time. libFuzzer still sees strcmp() and its kin.
OWN_CFLAGS += -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-coverage=trace-cmp -fno-sanitize-recover=all
OWN_LDFLAGS += -fsanitize=address,undefined
endif
ifdef COVERAGE
# Several threads read drafts: a count that gets lost among them would make a branch look as if nobody took it.
OWN_CFLAGS += --coverage -fprofile-update=atomic -DCOVERAGE
OWN_LDFLAGS += --coverage
endif

PKG_CONFIG ?= pkg-config
INSTALL ?= install
STRIP ?= strip
CURSES_CFLAGS = $(shell $(PKG_CONFIG) --cflags ncursesw 2>/dev/null)
CURSES_LIBS = $(shell $(PKG_CONFIG) --libs ncursesw 2>/dev/null || echo -lncursesw -ltinfo)
# Before 4.2 iniparser comes without a .pc file; Debian keeps its headers in a folder of their own.
INIPARSER_CFLAGS = $(shell $(PKG_CONFIG) --cflags iniparser 2>/dev/null || echo -I/usr/include/iniparser)
INIPARSER_LIBS = $(shell $(PKG_CONFIG) --libs iniparser 2>/dev/null || echo -liniparser)

# Word's and Excel's own files are read where both libraries are there. OFFICE= builds without them.
OFFICE ?= $(shell $(PKG_CONFIG) --exists libzip libxml-2.0 2>/dev/null && echo yes)
OFFICE_CFLAGS := $(if $(OFFICE),-DHAVE_OFFICE $(shell $(PKG_CONFIG) --cflags libzip libxml-2.0))
# dlopen() loads the two libraries when the first such file is read. All of these are in libc itself since glibc 2.34, and
# always in musl.
SYSTEM_LIBS := -lpthread -lrt -ldl

# The house: its rooms in order, and which of the rooms before it each may use; what those use it may use, too. A room is
# an archive, and is linked for proof against only these (`make house`): a call against the arrows does not build.
# tests/cli/test_layers.sh reads the includes by the same list.
ROOMS :=
room = $(eval ROOMS += $1)$(eval USES_$1 := $(sort $2 $(foreach r,$2,$(USES_$r))))
$(call room,locale,)
$(call room,forms/base,locale)
$(call room,forms/form,forms/base)
$(call room,forms/draft,forms/form)
$(call room,forms/sentence,forms/draft)
$(call room,forms/check,forms/sentence)
$(call room,forms/narrative,forms/check)
$(call room,forms/ini,forms/base)
$(call room,forms/files,forms/base)
$(call room,forms/settings,forms/ini forms/files)
$(call room,forms/store,forms/settings forms/draft)
$(call room,forms/print,forms/draft)
$(call room,forms/document,forms/draft)
$(call room,forms/import,forms/document forms/store forms/print forms/check)
$(call room,forms/rollup,forms/import forms/narrative)
$(call room,forms/register,forms/document forms/check forms/store)
$(call room,forms/job,forms/rollup forms/register)
$(call room,tui/term,forms/job)
$(call room,tui/screen,tui/term)
$(call room,tui/view,tui/screen)
$(call room,tui/app,tui/view)
$(call room,tui/cli,tui/app)

# Objects of a room; archives of rooms, those first that use the others.
objects = $(patsubst %.c,$(BUILD)/%.o,$(sort $(wildcard $1/*.c)))$(if $(filter locale,$1), $(BUILD)/locale/catalogue.o)
reverse = $(if $1,$(call reverse,$(wordlist 2,$(words $1),$1)) $(firstword $1))
archives = $(patsubst %,$(BUILD)/%.a,$(call reverse,$(filter $1,$(ROOMS))))
LIBS_OF = $(if $(filter forms/ini,$1 $(USES_$1)),$(INIPARSER_LIBS)) $(if $(filter tui/%,$1),$(CURSES_LIBS))
FORMS_LIBS := $(call archives,locale forms/%)
# With all of tui/ but main(), for the tests that drive the screens in-process.
TUI_LIBS := $(call archives,tui/%) $(FORMS_LIBS)
SOURCES := $(sort $(foreach r,$(ROOMS),$(wildcard $r/*.[ch])))
UNIT_TESTS := $(patsubst %.c,$(BUILD)/%,$(sort $(wildcard tests/unit/*/test_*.c)))
SCREEN_TESTS := $(patsubst %.c,$(BUILD)/%,$(sort $(wildcard tests/screens/test_*.c)))
CLI_TESTS := $(sort $(wildcard tests/cli/test_*.sh))
FUZZERS := $(patsubst %.c,$(BUILD)/%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))

.PHONY: all
all: $(BUILD)/nianbao

$(BUILD)/nianbao: $(BUILD)/tui/cli/main.o $(TUI_LIBS)
	$(Q)$(CC) $(OWN_CFLAGS) $(CFLAGS) $(OWN_LDFLAGS) $(LDFLAGS) -o $@ $^ $(CURSES_LIBS) $(INIPARSER_LIBS) $(SYSTEM_LIBS)

define room_rules
$(BUILD)/$1.a: $(filter-out %/main.o,$(call objects,$1))
	$(Q)rm -f $$@ && $$(AR) rcs $$@ $$^
$(BUILD)/$1.proved: $(BUILD)/$1.a $(call archives,$(USES_$1))
	$(Q)echo 'int main(void) { return 0; }' | $$(CC) $$(OWN_CFLAGS) $$(CFLAGS) $$(OWN_LDFLAGS) $$(LDFLAGS) -x c - -x none -o $$@ \
	    -Wl,--whole-archive $$< -Wl,--no-whole-archive $$(wordlist 2,99,$$^) $$(call LIBS_OF,$1) $$(SYSTEM_LIBS)
endef
$(foreach r,$(ROOMS),$(eval $(call room_rules,$r)))

.PHONY: house rooms
house: $(patsubst %,$(BUILD)/%.proved,$(ROOMS))
rooms:
	@$(foreach r,$(ROOMS),echo '$r: $(USES_$r)';)

$(foreach r,$(READ_FAST),$(call objects,$r)): FAST := -O2

# A change of flags or of the compiler rebuilds everything.
FLAGS_NOW := $(CC) $(OWN_CPPFLAGS) $(CPPFLAGS) $(OFFICE_CFLAGS) $(filter-out -Werror,$(OWN_CFLAGS)) $(CFLAGS) $(READ_FAST) $(OWN_LDFLAGS) $(LDFLAGS)
$(BUILD)/flags: .FORCE
	$(Q)mkdir -p $(BUILD)
	$(Q)printf '%s\n' '$(subst ','\'',$(FLAGS_NOW))' | cmp -s - $@ || printf '%s\n' '$(subst ','\'',$(FLAGS_NOW))' >$@
.PHONY: .FORCE

COMPILE = $(CC) $(OWN_CPPFLAGS) $(CPPFLAGS) $(CURSES_CFLAGS) $(INIPARSER_CFLAGS) $(OFFICE_CFLAGS) $(OWN_CFLAGS) $(CFLAGS)
$(BUILD)/%.o: %.c $(BUILD)/flags
	$(Q)mkdir -p $(@D)
	$(Q)$(COMPILE) $(FAST) -MMD -MP -c -o $@ $<

$(BUILD)/%.o: %.S $(BUILD)/en.mo
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(OWN_CPPFLAGS) $(CPPFLAGS) $(CFLAGS) $(filter -fcf% -mbranch%,$(KNOWN)) -Wa,-I$(BUILD) -c -o $@ $<

# xgettext writes the length modifier of a 64-bit number as %<PRId64>; the catalogue holds what the compiler makes of it.
$(BUILD)/en.mo: locale/en.po
	$(Q)mkdir -p $(@D)
	$(Q)pri=$$(printf '#include <inttypes.h>\nPRId64\n' | $(CC) $(CPPFLAGS) $(CFLAGS) -E -P - | tail -n 1 | tr -d '" ') && \
	    sed "s/%<PRId64>/%$$pri/g" $< | msgfmt --check-format --no-hash -o $@ -

# Takes new messages over into the catalogue and drops those that are gone; the translations are then added by hand.
.PHONY: messages
messages:
	$(Q)mkdir -p build
	$(Q)xgettext --from-code=UTF-8 -k_ -kN_ -kC_:1c,2 -kNC_:1c,2 --no-location --sort-output --no-wrap -o build/nianbao.pot \
	    $(SOURCES)
	$(Q)msgmerge --quiet --no-fuzzy-matching --no-wrap --sort-output -o build/en.po locale/en.po build/nianbao.pot
	$(Q)msgattrib --no-obsolete --no-wrap build/en.po | grep -v '^"POT-Creation-Date:' >locale/en.po

# Unit tests link neither tui/ nor ncurses: the link proves that forms/ and locale/ do without a screen.
$(UNIT_TESTS): $(BUILD)/%: $(BUILD)/%.o $(FORMS_LIBS)
	$(Q)$(CC) $(OWN_CFLAGS) $(CFLAGS) $(OWN_LDFLAGS) $(LDFLAGS) -o $@ $^ $(INIPARSER_LIBS) $(SYSTEM_LIBS) -lcmocka

# Screen tests drive tui/ in-process, on a terminal made of libvterm: the static library, so that its table of widths
# can be replaced by ours.
VTSCREEN_OBJS := $(BUILD)/tests/screens/vtscreen.o
VTERM_LIBS := -Wl,--wrap=vterm_unicode_width -Wl,--wrap=vterm_unicode_is_combining -l:libvterm.a -lutil -lm -pthread
$(SCREEN_TESTS): $(BUILD)/%: $(BUILD)/%.o $(VTSCREEN_OBJS) $(TUI_LIBS) | $(BUILD)/tests/faults/otherunit.so
	$(Q)$(CC) $(OWN_CFLAGS) $(CFLAGS) $(OWN_LDFLAGS) $(LDFLAGS) -o $@ $^ $(CURSES_LIBS) $(INIPARSER_LIBS) $(SYSTEM_LIBS) $(VTERM_LIBS) -lcmocka

# Runs inside of a real terminal.
WALK := $(BUILD)/tests/terminals/walk
$(WALK): $(WALK).o $(VTSCREEN_OBJS) $(TUI_LIBS)
	$(Q)$(CC) $(OWN_CFLAGS) $(CFLAGS) $(OWN_LDFLAGS) $(LDFLAGS) -o $@ $^ $(CURSES_LIBS) $(INIPARSER_LIBS) $(SYSTEM_LIBS) $(VTERM_LIBS)

# Faults: the tests run save_driver, which does with files what a session does, under faults.so, which makes calls
# fail, kills before them and records them. The library is preloaded and so built without the sanitizers.
FAULT_TESTS := $(patsubst %.c,$(BUILD)/%,$(sort $(wildcard tests/faults/test_*.c)))
PRELOADED := $(BUILD)/tests/faults/faults.so $(BUILD)/tests/faults/otherunit.so
$(PRELOADED): $(BUILD)/%.so: %.c $(BUILD)/flags
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(OWN_CPPFLAGS) $(CPPFLAGS) -std=gnu11 $(WARNINGS) -O1 -g -fPIC -shared $(if $(SANITIZE),-DFAULTS_NO_ALLOCATORS) -o $@ $< $(LDFLAGS) -ldl
FAULT_DRIVERS := $(BUILD)/tests/faults/save_driver $(BUILD)/tests/faults/session_driver
$(FAULT_DRIVERS): %: %.o $(FORMS_LIBS)
	$(Q)$(CC) $(OWN_CFLAGS) $(CFLAGS) $(OWN_LDFLAGS) $(LDFLAGS) -o $@ $^ $(INIPARSER_LIBS) $(SYSTEM_LIBS)
$(FAULT_TESTS): $(BUILD)/%: $(BUILD)/%.o $(BUILD)/tests/faults/runner.o $(BUILD)/tests/faults/powercut.o \
    $(FORMS_LIBS) $(FAULT_DRIVERS) $(BUILD)/tests/faults/faults.so $(BUILD)/nianbao
	$(Q)$(CC) $(OWN_CFLAGS) $(CFLAGS) $(OWN_LDFLAGS) $(LDFLAGS) -o $@ $(filter %.o %.a,$^) $(INIPARSER_LIBS) $(SYSTEM_LIBS) -lcmocka
# Thousands of short runs: where there is a plain build beside the one with sanitizers, that one's.
FAULT_TESTS_RUN = $(if $(PLAIN),$(patsubst $(BUILD)/%,$(dir $(PLAIN))%,$(FAULT_TESTS)),$(FAULT_TESTS)) \
    tests/faults/test_sessions.sh

.PHONY: check-faults
check-faults: all $(FAULT_TESTS)
	$(Q)NIANBAO=$(CURDIR)/$(BUILD)/nianbao tests/run $(FAULT_TESTS_RUN)

-include $(wildcard $(foreach d,*/*.d */*/*.d */*/*/*.d,$(BUILD)/$d))

# ---- tests ----

.PHONY: tests-built check quick check-unit check-screens check-cli
tests-built: all house $(WALK) $(UNIT_TESTS) $(SCREEN_TESTS) $(FAULT_TESTS) $(FUZZERS:=.o)

# Without installing anything, in one variant.
check: tests-built
	$(Q)NIANBAO=$(CURDIR)/$(BUILD)/nianbao tests/run $(MORE_TESTS) $(FAULT_TESTS_RUN) $(SCREEN_TESTS) $(UNIT_TESTS) $(CLI_TESTS)

# The unit tests but those that take seconds each.
QUICK_TESTS = $(filter-out %/test_report_random %/test_journal,$(UNIT_TESTS))
quick: $(QUICK_TESTS)
	$(Q)tests/run $(QUICK_TESTS)

check-unit: $(UNIT_TESTS)
	$(Q)tests/run $(UNIT_TESTS)

check-screens: all $(SCREEN_TESTS)
	$(Q)NIANBAO=$(CURDIR)/$(BUILD)/nianbao tests/run $(SCREEN_TESTS)

check-cli: all $(BUILD)/tests/faults/otherunit.so
	$(Q)NIANBAO=$(CURDIR)/$(BUILD)/nianbao tests/run $(CLI_TESTS)

JOBS := -j$(shell nproc 2>/dev/null || echo 2)
AGAIN := $(MAKE) -s --no-print-directory $(JOBS)

# Everything compiles with clang without a warning, as it is shipped (PLAIN: the hardening is looked at there), and the
# tests run with gcc's sanitizers; unit tests are cross-compiled for arm64, too, and run under qemu-user.
.PHONY: test test-long test-platforms
test:
	$(Q).ci/deps test
	$(Q)$(AGAIN) CC=clang WERROR=1 tests-built
	$(Q)$(AGAIN) CC=gcc SANITIZE=1 WERROR=1 tests-built
	$(Q)PLAIN=build/clang/nianbao MORE_TESTS='tests/platforms/test_cross.sh $(MORE_TESTS)' \
	    $(MAKE) -s --no-print-directory CC=gcc SANITIZE=1 WERROR=1 check

# The long forms of the tests (NIANBAO_LONG), and FUZZ_SECONDS for each fuzz target.
FUZZ_SECONDS ?= 30
test-long:
	$(Q).ci/deps long
	$(Q)$(AGAIN) CC=clang FUZZ=1 fuzzers
	$(Q)NIANBAO_LONG=1 FUZZ_SECONDS=$(FUZZ_SECONDS) MORE_TESTS=tests/fuzz/test_fuzz.sh \
	    $(MAKE) -s --no-print-directory test

# Other processors, other compilers, musl, and the whole of `make test` in a root of Debian 13. What each needs is in the
# head of its file; what cannot be had is skipped.
PLATFORMS ?= arm64 i386 riscv64 s390x loong64
test-platforms:
	$(Q)PLATFORMS='$(PLATFORMS)' TEST_SECONDS=10000 TEST_JOBS=1 tests/run $(sort $(wildcard tests/platforms/test_*.sh))

$(FUZZERS): $(BUILD)/%: $(BUILD)/%.o $(TUI_LIBS)
	$(Q)$(CC) $(OWN_CFLAGS) $(CFLAGS) $(OWN_LDFLAGS) -fsanitize=fuzzer $(LDFLAGS) -o $@ $^ $(CURSES_LIBS) $(INIPARSER_LIBS) $(SYSTEM_LIBS)

.PHONY: fuzzers fuzz
fuzzers: $(FUZZERS)
fuzz: fuzzers
	$(Q)FUZZ_BUILD=$(BUILD) FUZZ_SECONDS=$(FUZZ_SECONDS) tests/fuzz/test_fuzz.sh

# The rooms that read, write, journal, lock and display.
GUARDED := $(foreach r,locale forms/base forms/draft forms/ini forms/files forms/store tui/term,$(wildcard $r/*.c))

# Fails where fewer of their branches are taken, or where tests/uncovered does not say why one is not.
LEAST_PERCENT := 95
.PHONY: coverage
coverage:
	$(Q)$(AGAIN) CC=gcc COVERAGE=1 tests-built
	@# Emptied, and open to the tests that give up their rights, too.
	$(Q)find build/gcc-coverage -name '*.gcno' | sed 's/gcno$$/gcda/' | while read -r f; do : >"$$f"; chmod 666 "$$f"; done
	$(Q)failed=; $(MAKE) -s --no-print-directory CC=gcc COVERAGE=1 check || failed=yes; \
	    tests/coverage-report build/gcc-coverage $(filter %.c,$(SOURCES)) && \
	    echo 'what nothing typed may get lost in:' && \
	    tests/coverage-report --sum $(LEAST_PERCENT) build/gcc-coverage $(GUARDED) && \
	    echo 'branches not taken, and what they would need: build/uncovered' && \
	    tests/coverage-report --uncovered build/gcc-coverage $(GUARDED) >build/uncovered && [ -z "$$failed" ]

# Timings are no tests: the table of `make bench` is looked at, nothing depends on it.
BENCH_OBJS := $(patsubst %.c,$(BUILD)/%.o,$(sort $(wildcard tests/bench/*.c)))
$(BUILD)/tests/bench/bench: $(BENCH_OBJS) $(FORMS_LIBS)
	$(Q)$(CC) $(OWN_CFLAGS) $(CFLAGS) $(OWN_LDFLAGS) $(LDFLAGS) -o $@ $^ $(CURSES_LIBS) $(INIPARSER_LIBS) $(SYSTEM_LIBS) -lutil

# screens, growth, print, drafts; empty: all of them. So many drafts are read.
BENCH_PARTS ?=
BENCH_DRAFTS ?= 100000
.PHONY: bench
bench: all $(BUILD)/tests/bench/bench
	$(Q)BENCH_DRAFTS=$(BENCH_DRAFTS) $(BUILD)/tests/bench/bench $(BUILD)/nianbao $(SAMPLE) $(BENCH_PARTS)

# ---- tools ----

C_FILES := $(sort $(SOURCES) $(wildcard tests/*/*.[ch] tests/*/*/*.[ch]))

.PHONY: format tidy tags compile_commands.json
format:
	$(Q)clang-format -i $(C_FILES)

# Not what stands in for functions of the C library.
TIDY ?= $(filter-out tests/faults/faults.c tui/term/widthhook.c,$(filter %.c,$(C_FILES)))
TIDY_JOBS ?= $(shell nproc 2>/dev/null || echo 2)
tidy:
	$(Q)printf '%s\n' $(TIDY) | \
	    xargs -P $(TIDY_JOBS) -n 8 sh -c 'clang-tidy --quiet "$$@" -- -std=gnu11 $(subst ','\'',$(OWN_CPPFLAGS) $(CPPFLAGS) $(CURSES_CFLAGS) $(INIPARSER_CFLAGS) $(OFFICE_CFLAGS))' sh

tags:
	$(Q)ctags $(C_FILES)

# For editors: how make would compile each file.
compile_command = {"directory": "$(CURDIR)", "file": "$1", "command": "$(subst ",\",$(COMPILE)) -c -o $(BUILD)/$(1:.c=.o) $1"}
compile_commands.json:
	$(file >$@,[$(subst } {,}$(comma){,$(foreach f,$(filter %.c,$(C_FILES)),$(call compile_command,$f)))])
	@:

# The picture in README.md, from the golden screen.
PICTURE := tests/screens/golden/problem-80x24
.PHONY: pictures
pictures:
	$(Q)python3 tests/support/picture.py $(PICTURE).txt >$(PICTURE).svg

# ---- use ----

# Without a terminal: the sample's report on stdout, and nothing else there. A reader that has seen enough (head) is no
# error.
SAMPLE := tests/drafts/sample-2023.ini
# What was practised stays: not below build/, which `make clean` takes away.
PRACTICE_FOLDER = $${XDG_DATA_HOME:-$$HOME/.local/share}/nianbao
.PHONY: run
run:
	$(Q).ci/deps run >&2
	$(Q)$(AGAIN) all >&2
	$(Q)if [ -t 0 ] && [ -t 1 ]; then \
	    mkdir -p "$(PRACTICE_FOLDER)" && draft="$(PRACTICE_FOLDER)/练习-2023.ini" && \
	    { [ -e "$$draft" ] || sed -f tests/drafts/practice.sed $(SAMPLE) >"$$draft"; } && \
	    $(BUILD)/nianbao edit "$$draft"; else \
	    $(BUILD)/nianbao print $(SAMPLE) >$(BUILD)/sample-2023.txt && \
	    echo '这里没有终端，标准输出上是示例报告的打印稿。在终端里运行 make run 就打开练习用的草稿。' >&2 && \
	    { cat $(BUILD)/sample-2023.txt || true; }; fi

# One program that needs no data file; the rest is for people. BINARY: another build of it, for packages and tests.
BINARY ?= $(BUILD)/nianbao
BIN = $(DESTDIR)$(PREFIX)/bin
SHARE = $(DESTDIR)$(PREFIX)/share
.PHONY: install uninstall
install: $(BINARY)
	$(INSTALL) -d "$(BIN)" "$(SHARE)/man/man1" "$(SHARE)/man/zh_CN/man1" \
	    "$(SHARE)/bash-completion/completions" "$(SHARE)/doc/nianbao"
	$(INSTALL) -m 755 $(BINARY) "$(BIN)/nianbao"
	$(INSTALL) -m 644 locale/man/nianbao.1 "$(SHARE)/man/man1/nianbao.1"
	$(INSTALL) -m 644 locale/man/nianbao.zh_CN.1 "$(SHARE)/man/zh_CN/man1/nianbao.1"
	$(INSTALL) -m 644 tui/cli/nianbao.bash "$(SHARE)/bash-completion/completions/nianbao"
	$(INSTALL) -m 644 README.md CHANGELOG.md LICENSE forms/settings/nianbao.conf "$(SHARE)/doc/nianbao"

# Not the drafts, nor anybody's settings.
uninstall:
	rm -f "$(BIN)/nianbao" "$(SHARE)/man/man1/nianbao.1" "$(SHARE)/man/zh_CN/man1/nianbao.1" \
	    "$(SHARE)/bash-completion/completions/nianbao"
	rm -rf "$(SHARE)/doc/nianbao"

DEB_DIR ?= $(CURDIR)/build
.PHONY: deb
deb: $(BINARY)
	$(Q)rm -rf $(DEB_DIR)/deb-root
	$(Q)$(MAKE) -s --no-print-directory install PREFIX=/usr DESTDIR=$(DEB_DIR)/deb-root BINARY=$(BINARY)
	$(Q).ci/deb $(DEB_DIR)/deb-root $(VERSION) $(DEB_DIR)
	$(Q)rm -rf $(DEB_DIR)/deb-root

.PHONY: clean
clean:
	rm -rf build

.PHONY: help
help:
	@echo 'make run          install what is missing, build, open a practice draft'
	@echo 'make test         install what is missing, build with gcc (sanitizers) and clang, run all tests'
	@echo 'make test-long    the same with the long forms of the tests, and the fuzz targets'
	@echo 'make test-platforms   the tests on other processors, with other compilers, with musl, in a root of Debian 13'
	@echo 'make              build the program: build/gcc/nianbao'
	@echo 'make check        build and run all tests in one variant, TEST_JOBS= at a time; a part of them: check-unit,'
	@echo '                  check-screens, check-cli, check-faults'
	@echo 'make quick        the unit tests but the longest, in a few seconds'
	@echo 'make format tidy  format the tree with clang-format; look it over with clang-tidy'
	@echo 'make pictures     the picture of README.md, from its golden screen'
	@echo 'make tags compile_commands.json   for editors'
	@echo 'make fuzz         CC=clang FUZZ=1: run the fuzz targets, FUZZ_SECONDS=30 each'
	@echo 'make messages     take new messages over into the English catalogue'
	@echo 'make bench        times, bytes and memory beside other programs, as ratios; BENCH_PARTS= BENCH_DRAFTS='
	@echo 'make coverage     lines and branches that the tests reach, file by file'
	@echo 'make install      to DESTDIR PREFIX=/usr/local; make uninstall'
	@echo 'make deb          a Debian package: build/nianbao_VERSION_ARCH.deb; MAINTAINER="NAME <ADDRESS>"'
	@echo 'make clean'
	@echo 'Switches: V=1 SANITIZE=1 COVERAGE=1 WERROR=1 CC= CFLAGS= CPPFLAGS= LDFLAGS='
