/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/deckle-queue.h"

#define NOW_MS   G_GINT64_CONSTANT (1000000000)
#define MINUTE_MS G_GINT64_CONSTANT (60000)

static GArray *
make_entries (gint64 first,
              guint  n)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (DeckleDueEntry));

  for (guint i = 0; i < n; i++)
    g_array_append_val (entries, ((DeckleDueEntry){ first + i, 0 }));
  return entries;
}

static DeckleQueue *
make_queue (guint       n_reviews,
            guint       n_fresh,
            GHashTable *except)
{
  DeckleQueue *queue = deckle_queue_new ();
  g_autoptr (GArray) learning = make_entries (0, 0);
  g_autoptr (GArray) reviews = make_entries (100, n_reviews);
  g_autoptr (GArray) fresh = make_entries (200, n_fresh);
  DeckleDueList list = { .learning = learning, .reviews = reviews, .fresh = fresh };

  deckle_queue_fill (queue, &list, except, 2);
  return queue;
}

static char *
take_all (DeckleQueue *queue,
          gint64       now_ms)
{
  GString *taken = g_string_new (NULL);
  DeckleQueueEntry entry;

  while (deckle_queue_take (queue, now_ms, &entry))
    g_string_append_printf (taken, "%s%" G_GINT64_FORMAT, taken->len > 0 ? " " : "", entry.card);
  return g_string_free_and_steal (taken);
}

static void
test_empty (void)
{
  g_autoptr (DeckleQueue) queue = make_queue (0, 0, NULL);
  DeckleQueueEntry entry;

  g_assert_false (deckle_queue_take (queue, NOW_MS, &entry));
  g_assert_cmpuint (deckle_queue_get_length (queue), ==, 0);
  g_assert_cmpuint (deckle_queue_get_answers (queue), ==, 0);
  g_assert_cmpint (deckle_queue_get_next_due (queue), ==, 0);
}

static void
test_interleave (void)
{
  g_autoptr (DeckleQueue) even = make_queue (3, 3, NULL);
  g_autoptr (DeckleQueue) few = make_queue (6, 2, NULL);
  g_autoptr (DeckleQueue) reviews = make_queue (3, 0, NULL);
  g_autoptr (DeckleQueue) fresh = make_queue (0, 3, NULL);
  g_autofree char *even_order = NULL, *few_order = NULL, *review_order = NULL, *fresh_order = NULL;

  g_assert_cmpuint (deckle_queue_get_length (even), ==, 6);
  g_assert_cmpuint (deckle_queue_get_answers (even), ==, 3 + 3 * 2);
  even_order = take_all (even, NOW_MS);
  g_assert_cmpstr (even_order, ==, "100 200 101 201 102 202");
  g_assert_cmpuint (deckle_queue_get_length (even), ==, 0);

  few_order = take_all (few, NOW_MS);
  g_assert_cmpstr (few_order, ==, "100 101 200 102 103 104 201 105");
  review_order = take_all (reviews, NOW_MS);
  g_assert_cmpstr (review_order, ==, "100 101 102");
  fresh_order = take_all (fresh, NOW_MS);
  g_assert_cmpstr (fresh_order, ==, "200 201 202");
}

/* However many there are, no stretch of the queue is poorer in new cards than its share by more than one. */
static void
test_interleave_evenly (void)
{
  for (guint round = 0; round < 50; round++)
    {
      guint n_reviews = (guint) g_test_rand_int_range (1, 300), n_fresh = (guint) g_test_rand_int_range (1, 60);
      g_autoptr (DeckleQueue) queue = make_queue (n_reviews, n_fresh, NULL);
      DeckleQueueEntry entry;
      guint taken = 0, fresh = 0;

      while (deckle_queue_take (queue, NOW_MS, &entry))
        {
          double share;

          taken++;
          fresh += entry.answers == 2 ? 1 : 0;
          share = (double) taken * n_fresh / (n_reviews + n_fresh);
          g_assert_cmpfloat (ABS (fresh - share), <=, 1.0);
        }
      g_assert_cmpuint (taken, ==, n_reviews + n_fresh);
      g_assert_cmpuint (fresh, ==, n_fresh);
    }
}

static void
test_learning (void)
{
  g_autoptr (DeckleQueue) queue = make_queue (2, 0, NULL);
  DeckleQueueEntry entry;

  deckle_queue_wait (queue, &(DeckleQueueEntry){ 2, NOW_MS + 10 * MINUTE_MS, 1 });
  deckle_queue_wait (queue, &(DeckleQueueEntry){ 1, NOW_MS + MINUTE_MS, 2 });
  deckle_queue_wait (queue, &(DeckleQueueEntry){ 3, NOW_MS + 10 * MINUTE_MS, 1 });
  g_assert_cmpint (deckle_queue_get_next_due (queue), ==, NOW_MS + MINUTE_MS);

  /* Not due yet: a review goes first. */
  g_assert_true (deckle_queue_take (queue, NOW_MS, &entry));
  g_assert_cmpint (entry.card, ==, 100);
  /* Due: before the reviews. */
  g_assert_true (deckle_queue_take (queue, NOW_MS + MINUTE_MS, &entry));
  g_assert_cmpint (entry.card, ==, 1);
  g_assert_true (deckle_queue_take (queue, NOW_MS + MINUTE_MS, &entry));
  g_assert_cmpint (entry.card, ==, 101);
  /* Nothing else is left: early, in the order in which they came. */
  g_assert_true (deckle_queue_take (queue, NOW_MS + MINUTE_MS, &entry));
  g_assert_cmpint (entry.card, ==, 2);
  g_assert_true (deckle_queue_take (queue, NOW_MS + MINUTE_MS, &entry));
  g_assert_cmpint (entry.card, ==, 3);
  g_assert_false (deckle_queue_take (queue, NOW_MS + MINUTE_MS, &entry));
}

static void
test_learn_ahead (void)
{
  g_autoptr (DeckleQueue) queue = make_queue (0, 0, NULL);
  gint64 due_ms = NOW_MS + 60 * MINUTE_MS;
  DeckleQueueEntry entry;

  deckle_queue_wait (queue, &(DeckleQueueEntry){ 7, due_ms, 1 });
  g_assert_false (deckle_queue_take (queue, NOW_MS, &entry));
  g_assert_false (deckle_queue_take (queue, due_ms - DECKLE_LEARN_AHEAD_MS - 1, &entry));
  g_assert_cmpuint (deckle_queue_get_length (queue), ==, 1);
  g_assert_true (deckle_queue_take (queue, due_ms - DECKLE_LEARN_AHEAD_MS, &entry));
  g_assert_cmpint (entry.card, ==, 7);
}

static void
test_give_back (void)
{
  g_autoptr (DeckleQueue) queue = make_queue (2, 0, NULL);
  g_autofree char *order = NULL;

  deckle_queue_wait (queue, &(DeckleQueueEntry){ 1, NOW_MS, 1 });
  deckle_queue_give_back (queue, &(DeckleQueueEntry){ 8, 0, 1 });
  deckle_queue_give_back (queue, &(DeckleQueueEntry){ 9, 0, 1 });
  g_assert_cmpuint (deckle_queue_get_length (queue), ==, 5);

  order = take_all (queue, NOW_MS);
  g_assert_cmpstr (order, ==, "9 8 1 100 101");
}

static void
test_fill_keeps_returned (void)
{
  g_autoptr (GHashTable) except = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (DeckleQueue) queue = deckle_queue_new ();
  g_autoptr (GArray) learning = make_entries (100, 2);
  g_autoptr (GArray) reviews = make_entries (200, 3);
  g_autoptr (GArray) fresh = make_entries (300, 2);
  DeckleDueList list = { .learning = learning, .reviews = reviews, .fresh = fresh };
  gint64 present = 202;
  g_autofree char *order = NULL;

  /* 201 was given back and 202 is on screen: neither comes twice. */
  g_hash_table_add (except, &present);
  deckle_queue_give_back (queue, &(DeckleQueueEntry){ 201, 0, 1 });
  deckle_queue_fill (queue, &list, except, 2);
  order = take_all (queue, NOW_MS);
  g_assert_cmpstr (order, ==, "201 100 101 200 300 301");
}

static void
test_remove (void)
{
  g_autoptr (DeckleQueue) queue = make_queue (3, 0, NULL);
  DeckleQueueEntry entry = { 0 };
  g_autofree char *order = NULL;

  deckle_queue_wait (queue, &(DeckleQueueEntry){ 1, NOW_MS, 3 });
  deckle_queue_give_back (queue, &(DeckleQueueEntry){ 9, 0, 1 });
  g_assert_true (deckle_queue_remove (queue, 1, &entry));
  g_assert_cmpuint (entry.answers, ==, 3);
  g_assert_true (deckle_queue_remove (queue, 9, NULL));
  g_assert_true (deckle_queue_remove (queue, 101, NULL));
  g_assert_false (deckle_queue_remove (queue, 101, NULL));

  /* A card that was taken is gone, although the queue still has its place. */
  g_assert_true (deckle_queue_take (queue, NOW_MS, &entry));
  g_assert_cmpint (entry.card, ==, 100);
  g_assert_false (deckle_queue_remove (queue, 100, NULL));

  order = take_all (queue, NOW_MS);
  g_assert_cmpstr (order, ==, "102");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/study/queue/empty", test_empty);
  g_test_add_func ("/study/queue/interleave", test_interleave);
  g_test_add_func ("/study/queue/interleave-evenly", test_interleave_evenly);
  g_test_add_func ("/study/queue/learning", test_learning);
  g_test_add_func ("/study/queue/learn-ahead", test_learn_ahead);
  g_test_add_func ("/study/queue/give-back", test_give_back);
  g_test_add_func ("/study/queue/fill-keeps-returned", test_fill_keeps_returned);
  g_test_add_func ("/study/queue/remove", test_remove);

  return g_test_run ();
}
