/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample.h"

const DeckleSectionInfo sample_basics = {
  .row = 1, .deck = 1, .id = (char *) "basics", .title = (char *) "Basics", .short_title = (char *) "Basics",
  .colour = (char *) "#2E9E5B", .icon = (char *) "book-open", .order = 1, .n_cards = 19,
};

const DeckleSectionInfo sample_concurrency = {
  .row = 4, .deck = 1, .id = (char *) "concurrency", .title = (char *) "Concurrency and Goroutines",
  .short_title = (char *) "Concurrency", .colour = (char *) "#8A56C8", .icon = (char *) "waypoints",
  .order = 4, .n_cards = 20,
};

DeckleCard *
sample_card_new_make (void)
{
  static const char * const points[] = {
    "`new`: zeroed `T`, any type, gives `*T`",
    "`make`: slice, map or channel, ready to use",
    "`new` takes an expression since Go 1.26",
    NULL,
  };
  /* The last one is in no deck. */
  static const char * const see_also[] = { "go-067", "go-393", "go-999", NULL };
  static const DeckleCode code = {
    .kind = DECKLE_CODE_BODY,
    .text = (char *) "p := new(int)\n"
                     "q := new(42) // expression operand: Go 1.26\n"
                     "s := make([]int, 2, 8)\n"
                     "m := new(map[string]int)\n"
                     "fmt.Println(*p, *q)\n"
                     "fmt.Println(len(s), cap(s), *m == nil)\n",
    .output = (char *) "0 42\n2 8 true\n",
    .run = TRUE,
  };
  DeckleCard *card =
    deckle_card_new ("go-016", 16, "How do `new` and `make` differ?",
                     "`new(T)` returns a pointer to a zeroed `T` and accepts every type. `make` serves only slices, "
                     "maps and channels and returns an initialised value, not a pointer. Since Go 1.26 `new` also "
                     "takes an expression: `new(42)` is a `*int` holding 42.");

  deckle_card_set_points (card, points);
  deckle_card_set_see_also (card, see_also);
  deckle_card_set_code (card, &code);
  deckle_card_set_detail (card,
                          "A map that `new` gave is nil: reading it works, writing to it panics. That is why "
                          "`new(map[string]int)` is rarely what you want.\n\n"
                          "- `make` never returns a pointer\n"
                          "- both allocate where the compiler sees fit: stack or heap");
  deckle_card_add_reference (card, "Go spec: Allocation", "https://go.dev/ref/spec#Allocation");
  deckle_card_add_reference (card, "Go 1.26 release notes", "https://go.dev/doc/go1.26");

  return card;
}

DeckleCard *
sample_card_select (void)
{
  static const char * const points[] = {
    "waits until one case can go on",
    "several ready: one at random",
    "`default` makes it non-blocking",
    NULL,
  };
  DeckleCard *card =
    deckle_card_new ("go-067", 67, "What does `select` do, and which case runs when several are ready?",
                     "`select` waits until one of its channel operations can proceed. When several can, it picks one "
                     "of them **at random**, never the first in source order.");

  deckle_card_set_points (card, points);

  return card;
}

DeckleCard *
sample_card_long (void)
{
  g_autoptr (GString) answer = g_string_new (NULL);
  g_autoptr (GString) text = g_string_new ("apiVersion: v1\nkind: Pod\nspec:\n  containers:\n");
  DeckleCode code = { .kind = DECKLE_CODE_TEXT, .lang = (char *) "yaml" };
  DeckleCard *card;

  for (int i = 1; i <= 12; i++)
    {
      g_string_append_printf (answer, "Paragraph %d says *something* about probes & a <T> that is `x < y`. ", i);
      g_string_append (answer, "It goes on for a line or two so that the card has to scroll.\n\n");
      g_string_append_printf (text, "    - name: container-%d # %s\n", i,
                              i == 3 ? "a comment that is much too long for the width of any card on any screen" : "n");
    }
  code.text = text->str;
  card = deckle_card_new ("go-393", 393,
                          "How do liveness, readiness and startup probes differ, what should each of them check, and "
                          "what happens to a Pod whose probe fails while its dependencies are down?",
                          answer->str);
  deckle_card_set_level (card, DECKLE_LEVEL_ADVANCED);
  deckle_card_set_code (card, &code);

  return card;
}

DeckleCard *
sample_card_hebrew (void)
{
  static const char * const points[] = { "ערוץ מחבר בין שגרות", "שליחה חוסמת עד לקבלה", NULL };
  static const DeckleCode code = {
    .kind = DECKLE_CODE_BODY,
    .text = (char *) "ch := make(chan int)\ngo func() { ch <- 42 }()\nfmt.Println(<-ch)\n",
    .output = (char *) "42\n",
    .run = TRUE,
  };
  DeckleCard *card = deckle_card_new ("he-1", 1, "מהו ערוץ (`chan`) ב־Go?",
                                      "ערוץ מעביר ערכים בין שגרות. `make(chan int)` יוצר ערוץ ללא חוצץ.");

  deckle_card_set_points (card, points);
  deckle_card_set_code (card, &code);
  deckle_card_add_reference (card, "Go spec: Channel types", "https://go.dev/ref/spec#Channel_types");

  return card;
}
