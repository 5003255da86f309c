/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "schedule/deckle-policy.h"

#include <math.h>

typedef struct
{
  const char *text;
  const char *formatted; /* NULL: not a list of steps */
} StepsCase;

static const StepsCase steps_cases[] = {
  { "1m 10m", "1m 10m" },
  { "", "" },
  { "  ", "" },
  { "30s", "30s" },
  { "90s", "90s" },
  { "60s", "1m" },
  { "1h", "1h" },
  { "60m,24h", "1h 1d" },
  { "1d 3d", "1d 3d" },
  { "10", "10m" },
  { "1M\t2H", "1m 2h" },
  { "30d", "30d" },
  { "1 2 3 4 5 6 7 8 9 10", "1m 2m 3m 4m 5m 6m 7m 8m 9m 10m" },
  { "1 2 3 4 5 6 7 8 9 10 11", NULL },
  { "31d", NULL },
  { "0", NULL },
  { "0m", NULL },
  { "-1m", NULL },
  { "+1m", NULL },
  { "1.5m", NULL },
  { "1mm", NULL },
  { "m", NULL },
  { "1w", NULL },
  { "1m x", NULL },
  { "99999999999999999999m", NULL },
  { "307445734561825861m", NULL },
  { "\342\202\254", NULL },
};

static void
test_steps (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (steps_cases); i++)
    {
      const StepsCase *c = &steps_cases[i];
      g_autoptr (GError) error = NULL;
      g_autofree char *formatted = NULL;
      gint64 steps_s[DECKLE_MAX_STEPS] = { 7 };
      int n = -1;

      if (c->formatted == NULL)
        {
          g_assert_false (deckle_steps_parse (c->text, steps_s, &n, &error));
          g_assert_error (error, DECKLE_POLICY_ERROR, DECKLE_POLICY_ERROR_STEPS);
          g_assert_cmpint (n, ==, -1);
          g_assert_cmpint (steps_s[0], ==, 7);
          continue;
        }

      g_assert_true (deckle_steps_parse (c->text, steps_s, &n, &error));
      g_assert_no_error (error);
      formatted = deckle_steps_format (steps_s, n);
      g_assert_cmpstr (formatted, ==, c->formatted);
    }
}

static void
test_defaults (void)
{
  DecklePolicy policy;
  DecklePolicy same;

  deckle_policy_init_default (&policy);
  same = policy;
  g_assert_false (deckle_policy_clamp (&policy));
  g_assert_true (deckle_policy_equal (&policy, &same));
  g_assert_cmpint (policy.new_per_day, ==, 20);
  g_assert_cmpint (policy.reviews_per_day, ==, 200);
  g_assert_cmpfloat (policy.desired_retention, ==, 0.90);
  g_assert_cmpint (policy.learning_steps_s[1], ==, 600);
  g_assert_cmpint (policy.rollover_hour, ==, 4);
  g_assert_cmpint (policy.leech_threshold, ==, 8);
  g_assert_true (policy.fuzz);
}

static void
test_clamp (void)
{
  DecklePolicy policy = {
    .new_per_day = -1,
    .reviews_per_day = G_MAXINT,
    .desired_retention = NAN,
    .learning_steps_s = { 0, G_MAXINT64, -5 },
    .n_learning_steps = 3,
    .n_relearning_steps = 99,
    .rollover_hour = 24,
    .max_interval_days = 0,
    .new_order = (DeckleNewOrder) 9,
    .leech_threshold = -3,
    .fuzz = 7,
  };

  g_assert_true (deckle_policy_clamp (&policy));
  g_assert_cmpint (policy.new_per_day, ==, 0);
  g_assert_cmpint (policy.reviews_per_day, ==, 9999);
  g_assert_cmpfloat (policy.desired_retention, ==, 0.90);
  g_assert_cmpint (policy.learning_steps_s[0], ==, 1);
  g_assert_cmpint (policy.learning_steps_s[1], ==, DECKLE_STEP_MAX_S);
  g_assert_cmpint (policy.n_relearning_steps, ==, DECKLE_MAX_STEPS);
  g_assert_cmpint (policy.relearning_steps_s[9], ==, 1);
  g_assert_cmpint (policy.rollover_hour, ==, 23);
  g_assert_cmpint (policy.max_interval_days, ==, 1);
  g_assert_cmpint (policy.new_order, ==, DECKLE_NEW_ORDER_BASIC_FIRST);
  g_assert_cmpint (policy.leech_threshold, ==, 0);
  g_assert_cmpint (policy.fuzz, ==, TRUE);
  g_assert_false (deckle_policy_clamp (&policy));

  policy.desired_retention = 0.5;
  g_assert_true (deckle_policy_clamp (&policy));
  g_assert_cmpfloat (policy.desired_retention, ==, 0.70);
  policy.desired_retention = INFINITY;
  g_assert_true (deckle_policy_clamp (&policy));
  g_assert_cmpfloat (policy.desired_retention, ==, 0.99);
}

static void
test_equal (void)
{
  DecklePolicy a;
  DecklePolicy b;

  deckle_policy_init_default (&a);
  b = a;
  b.learning_steps_s[5] = 99; /* past the last step */
  g_assert_true (deckle_policy_equal (&a, &b));
  b.learning_steps_s[1] = 99;
  g_assert_false (deckle_policy_equal (&a, &b));
  b = a;
  b.n_relearning_steps = 0;
  g_assert_false (deckle_policy_equal (&a, &b));
  b = a;
  b.fuzz = FALSE;
  g_assert_false (deckle_policy_equal (&a, &b));
}

static void
test_easy_clamp (void)
{
  static const DeckleEasyRange wild[] = {
    { 30, 20, DECKLE_EASY_DAY_MINIMUM },      /* turned around */
    { -5, 3, DECKLE_EASY_DAY_NORMAL },        /* a range is never normal */
    { 20, 30, (DeckleEasyDay) 9 },            /* then the same as the first */
    { 20, 30, DECKLE_EASY_DAY_REDUCED },
    { G_MAXINT, G_MININT, DECKLE_EASY_DAY_REDUCED },
  };
  DecklePolicy policy, same;

  deckle_policy_init_default (&policy);
  g_assert_true (policy.load_balance);
  g_assert_false (deckle_policy_has_easy_day (&policy));
  policy.load_balance = 3;
  policy.easy_days[2] = (DeckleEasyDay) -1;
  policy.easy_days[3] = (DeckleEasyDay) 77;
  for (gsize i = 0; i < G_N_ELEMENTS (wild); i++)
    policy.easy_ranges[i] = wild[i];
  policy.n_easy_ranges = G_N_ELEMENTS (wild);
  g_assert_true (deckle_policy_clamp (&policy));
  same = policy;
  g_assert_false (deckle_policy_clamp (&policy));
  g_assert_true (deckle_policy_equal (&policy, &same));

  g_assert_cmpint (policy.load_balance, ==, TRUE);
  g_assert_cmpint (policy.easy_days[2], ==, DECKLE_EASY_DAY_NORMAL);
  g_assert_cmpint (policy.easy_days[3], ==, DECKLE_EASY_DAY_MINIMUM);
  g_assert_cmpint (policy.n_easy_ranges, ==, 4);
  g_assert_cmpint (policy.easy_ranges[0].first_day, ==, 0);
  g_assert_cmpint (policy.easy_ranges[0].last_day, ==, 3);
  g_assert_cmpint (policy.easy_ranges[0].level, ==, DECKLE_EASY_DAY_REDUCED);
  g_assert_cmpint (policy.easy_ranges[1].last_day, ==, 2932896);
  g_assert_cmpint (policy.easy_ranges[2].level, ==, DECKLE_EASY_DAY_REDUCED);
  g_assert_cmpint (policy.easy_ranges[3].level, ==, DECKLE_EASY_DAY_MINIMUM);
  g_assert_cmpint (policy.easy_ranges[3].first_day, ==, 20);

  policy.n_easy_ranges = 1000;
  g_assert_true (deckle_policy_clamp (&policy));
  g_assert_cmpint (policy.n_easy_ranges, <=, DECKLE_MAX_EASY_RANGES);
}

static void
test_easy_day (void)
{
  DecklePolicy policy, other;

  deckle_policy_init_default (&policy);
  other = policy;
  policy.easy_days[3] = DECKLE_EASY_DAY_REDUCED; /* Thursday */
  g_assert_true (deckle_policy_has_easy_day (&policy));
  g_assert_false (deckle_policy_equal (&policy, &other));
  for (int day = -21; day <= 21; day++)
    g_assert_cmpint (deckle_policy_get_easy_day (&policy, day), ==,
                     day % 7 == 0 ? DECKLE_EASY_DAY_REDUCED : DECKLE_EASY_DAY_NORMAL);

  other = policy;
  policy.easy_ranges[0] = (DeckleEasyRange){ 6, 8, DECKLE_EASY_DAY_MINIMUM };
  policy.easy_ranges[1] = (DeckleEasyRange){ 8, 9, DECKLE_EASY_DAY_REDUCED };
  policy.n_easy_ranges = 2;
  g_assert_false (deckle_policy_equal (&policy, &other));
  g_assert_cmpint (deckle_policy_get_easy_day (&policy, 5), ==, DECKLE_EASY_DAY_NORMAL);
  g_assert_cmpint (deckle_policy_get_easy_day (&policy, 6), ==, DECKLE_EASY_DAY_MINIMUM);
  g_assert_cmpint (deckle_policy_get_easy_day (&policy, 7), ==, DECKLE_EASY_DAY_MINIMUM);
  g_assert_cmpint (deckle_policy_get_easy_day (&policy, 8), ==, DECKLE_EASY_DAY_MINIMUM);
  g_assert_cmpint (deckle_policy_get_easy_day (&policy, 9), ==, DECKLE_EASY_DAY_REDUCED);
  g_assert_cmpint (deckle_policy_get_easy_day (&policy, 10), ==, DECKLE_EASY_DAY_NORMAL);

  other = policy;
  other.easy_ranges[40].level = DECKLE_EASY_DAY_MINIMUM; /* past the last range */
  g_assert_true (deckle_policy_equal (&policy, &other));
  other.easy_ranges[1].last_day++;
  g_assert_false (deckle_policy_equal (&policy, &other));
}

/* A leech from the threshold on, and told at it and at every half of it more. */
static void
test_leech (void)
{
  DecklePolicy policy;
  g_autoptr (GString) told = g_string_new (NULL);

  deckle_policy_init_default (&policy);
  for (int lapses = 0; lapses <= 20; lapses++)
    {
      g_assert_true (deckle_policy_is_leech (&policy, lapses) == (lapses >= 8));
      if (deckle_policy_tells_leech (&policy, lapses))
        g_string_append_printf (told, "%d ", lapses);
    }
  g_assert_cmpstr (told->str, ==, "8 12 16 20 ");
  policy.leech_threshold = 0;
  g_assert_false (deckle_policy_is_leech (&policy, 100) || deckle_policy_tells_leech (&policy, 100));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/schedule/policy/steps", test_steps);
  g_test_add_func ("/schedule/policy/defaults", test_defaults);
  g_test_add_func ("/schedule/policy/clamp", test_clamp);
  g_test_add_func ("/schedule/policy/equal", test_equal);
  g_test_add_func ("/schedule/policy/easy-clamp", test_easy_clamp);
  g_test_add_func ("/schedule/policy/easy-day", test_easy_day);
  g_test_add_func ("/schedule/policy/leech", test_leech);

  return g_test_run ();
}
