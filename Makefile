# nianbao: `make run` and `make test` install what they need (apt), build and go. `make help` lists the rest.
#
# V=1 shows the commands, SANITIZE=1 builds with the address and undefined-behaviour sanitizers, WERROR= drops -Werror.
# CC, CFLAGS, CPPFLAGS and LDFLAGS are the user's; the project's own flags are kept apart. Objects go to build/VARIANT.

VERSION := 0.1.0
PREFIX ?= /usr/local
DESTDIR ?=
ifeq ($(origin CC),default)
CC := gcc
endif
CFLAGS ?= -O2 -g
WERROR ?= 1

empty :=
VARIANT := $(notdir $(CC))$(if $(SANITIZE),-sanitize,$(empty))$(if $(COVERAGE),-coverage,$(empty))
BUILD := build/$(VARIANT)

Q := $(if $(V),,@)

WARNINGS := -Wall -Wextra -Wformat=2 -Werror=format-security -Wshadow -Wundef -Wvla -Wwrite-strings \
    -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wnull-dereference -Wconversion -Wno-sign-conversion \
    $(if $(WERROR),-Werror,)
HARDENING := $(if $(SANITIZE)$(COVERAGE),,-D_FORTIFY_SOURCE=3) -fstack-protector-strong -fstack-clash-protection \
    -fcf-protection=full -ftrivial-auto-var-init=zero -fPIE
ifneq (,$(findstring clang,$(CC)))
# clang 14 knows the option for the zero pattern only together with this one, which later versions ignore.
HARDENING += -enable-trivial-auto-var-init-zero-knowing-it-will-be-removed-from-clang
WARNINGS += -Wno-unused-command-line-argument
endif
OWN_CPPFLAGS := -D_GNU_SOURCE -I. -I$(BUILD) -DNIANBAO_VERSION='"$(VERSION)"'
OWN_CFLAGS := -std=gnu11 $(WARNINGS) $(HARDENING)
OWN_LDFLAGS := -pie -Wl,-z,relro,-z,now -Wl,-z,noexecstack -Wl,--as-needed
ifdef SANITIZE
OWN_CFLAGS += -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
OWN_LDFLAGS += -fsanitize=address,undefined
endif
ifdef COVERAGE
OWN_CFLAGS += --coverage
OWN_LDFLAGS += --coverage
endif

CURSES_CFLAGS = $(shell pkg-config --cflags ncursesw 2>/dev/null)
CURSES_LIBS = $(shell pkg-config --libs ncursesw 2>/dev/null || echo -lncursesw -ltinfo)
# Before 4.2 iniparser comes without a .pc file; Debian keeps its headers in a folder of their own.
INIPARSER_CFLAGS = $(shell pkg-config --cflags iniparser 2>/dev/null || echo -I/usr/include/iniparser)
INIPARSER_LIBS = $(shell pkg-config --libs iniparser 2>/dev/null || echo -liniparser)

LOCALE_OBJS := $(patsubst %.c,$(BUILD)/%.o,$(sort $(wildcard locale/*.c))) $(BUILD)/locale/catalogue.o
FORMS_OBJS := $(patsubst %.c,$(BUILD)/%.o,$(sort $(wildcard forms/*.c)))
TUI_OBJS := $(patsubst %.c,$(BUILD)/%.o,$(sort $(wildcard tui/*.c)))
# All of tui/ but main(), for the tests that drive the screens in-process.
TUI_LIB_OBJS := $(filter-out $(BUILD)/tui/main.o,$(TUI_OBJS))
UNIT_TESTS := $(patsubst %.c,$(BUILD)/%,$(sort $(wildcard tests/unit/test_*.c)))
SCREEN_TESTS := $(patsubst %.c,$(BUILD)/%,$(sort $(wildcard tests/screens/test_*.c)))

.PHONY: all
all: $(BUILD)/nianbao

$(BUILD)/nianbao: $(TUI_OBJS) $(BUILD)/libforms.a $(BUILD)/liblocale.a
	$(Q)$(CC) $(OWN_CFLAGS) $(CFLAGS) $(OWN_LDFLAGS) $(LDFLAGS) -o $@ $^ $(CURSES_LIBS) $(INIPARSER_LIBS)

$(BUILD)/libtui.a: $(TUI_LIB_OBJS)
$(BUILD)/libforms.a: $(FORMS_OBJS)
$(BUILD)/liblocale.a: $(LOCALE_OBJS)
$(BUILD)/lib%.a:
	$(Q)rm -f $@ && ar rcs $@ $^

# A change of flags or of the compiler rebuilds everything.
FLAGS_NOW := $(CC) $(OWN_CPPFLAGS) $(CPPFLAGS) $(OWN_CFLAGS) $(CFLAGS) $(OWN_LDFLAGS) $(LDFLAGS)
$(BUILD)/flags: .FORCE
	$(Q)mkdir -p $(BUILD)
	$(Q)printf '%s\n' '$(subst ','\'',$(FLAGS_NOW))' | cmp -s - $@ || printf '%s\n' '$(subst ','\'',$(FLAGS_NOW))' >$@
.PHONY: .FORCE

$(BUILD)/%.o: %.c $(BUILD)/flags
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(OWN_CPPFLAGS) $(CPPFLAGS) $(CURSES_CFLAGS) $(INIPARSER_CFLAGS) $(OWN_CFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/%.o: %.S $(BUILD)/en.mo
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(OWN_CPPFLAGS) -Wa,-I$(BUILD) -c -o $@ $<

$(BUILD)/en.mo: locale/en.po
	$(Q)mkdir -p $(@D)
	$(Q)msgfmt --check-format --no-hash -o $@ $<

# Unit tests link neither tui/ nor ncurses: the link proves that forms/ and locale/ do without a screen.
$(UNIT_TESTS): $(BUILD)/%: $(BUILD)/%.o $(BUILD)/libforms.a $(BUILD)/liblocale.a
	$(Q)$(CC) $(OWN_CFLAGS) $(CFLAGS) $(OWN_LDFLAGS) $(LDFLAGS) -o $@ $^ $(INIPARSER_LIBS) -lcmocka

# Screen tests drive tui/ in-process, on a terminal made of libvterm: the static library, so that its table of widths
# can be replaced by ours.
VTSCREEN_OBJS := $(BUILD)/tests/screens/vtscreen.o
VTERM_LIBS := -Wl,--wrap=vterm_unicode_width -Wl,--wrap=vterm_unicode_is_combining -l:libvterm.a -lutil -pthread
$(SCREEN_TESTS): $(BUILD)/%: $(BUILD)/%.o $(VTSCREEN_OBJS) $(BUILD)/libtui.a $(BUILD)/libforms.a $(BUILD)/liblocale.a
	$(Q)$(CC) $(OWN_CFLAGS) $(CFLAGS) $(OWN_LDFLAGS) $(LDFLAGS) -o $@ $^ $(CURSES_LIBS) $(INIPARSER_LIBS) $(VTERM_LIBS) -lcmocka

-include $(wildcard $(BUILD)/*/*.d $(BUILD)/*/*/*.d)

.PHONY: check-unit
check-unit: $(UNIT_TESTS)
	$(Q)tests/run $(UNIT_TESTS)

.PHONY: check-screens
check-screens: $(SCREEN_TESTS)
	$(Q)tests/run $(SCREEN_TESTS)

.PHONY: clean
clean:
	rm -rf build
