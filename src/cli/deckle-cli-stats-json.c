/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-cli"
#include "cli/deckle-cli-stats.h"

#include <json-glib/json-glib.h>

/* Days since 1970-01-01 to the Julian days of GDate */
#define JULIAN_OF_EPOCH 719163

static void
add_string (JsonBuilder *builder,
            const char  *name,
            const char  *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_int (JsonBuilder *builder,
         const char  *name,
         gint64       value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static void
add_boolean (JsonBuilder *builder,
             const char  *name,
             gboolean     value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

/* A share below 0 means that there is none. */
static void
add_share (JsonBuilder *builder,
           const char  *name,
           double       value)
{
  json_builder_set_member_name (builder, name);
  if (value < 0.0)
    json_builder_add_null_value (builder);
  else
    json_builder_add_double_value (builder, value);
}

static void
add_counts (JsonBuilder        *builder,
            const DeckleCounts *counts)
{
  json_builder_set_member_name (builder, "due");
  json_builder_begin_object (builder);
  add_int (builder, "learning", counts->due_learning);
  add_int (builder, "review", counts->due_review);
  add_int (builder, "new", counts->due_new);
  json_builder_end_object (builder);

  json_builder_set_member_name (builder, "cards");
  json_builder_begin_object (builder);
  add_int (builder, "known", counts->known);
  add_int (builder, "learning", counts->learning);
  add_int (builder, "new", counts->fresh);
  add_int (builder, "suspended", counts->suspended);
  add_int (builder, "total", counts->total);
  json_builder_end_object (builder);
}

static void
add_today (JsonBuilder       *builder,
           const DeckleToday *today)
{
  json_builder_set_member_name (builder, "today");
  json_builder_begin_object (builder);
  add_int (builder, "answers", today->answers);
  add_int (builder, "answer_ms", today->answer_ms);
  add_share (builder, "remembered", today->remembered);
  add_int (builder, "streak", today->streak);
  add_int (builder, "longest_streak", today->longest_streak);
  add_int (builder, "left", today->left);
  add_int (builder, "left_low_ms", today->left_low_ms);
  add_int (builder, "left_high_ms", today->left_high_ms);
  json_builder_end_object (builder);
}

static void
add_decks (JsonBuilder *builder,
           GPtrArray   *decks)
{
  json_builder_set_member_name (builder, "decks");
  json_builder_begin_array (builder);
  for (guint i = 0; i < decks->len; i++)
    {
      const DeckleDeckInfo *deck = g_ptr_array_index (decks, i);

      json_builder_begin_object (builder);
      add_string (builder, "id", deck->id);
      add_string (builder, "title", deck->title);
      add_boolean (builder, "enabled", deck->enabled);
      add_int (builder, "cards", deck->n_cards);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_sections (JsonBuilder *builder,
              GPtrArray   *sections)
{
  json_builder_set_member_name (builder, "sections");
  json_builder_begin_array (builder);
  for (guint i = 0; i < sections->len; i++)
    {
      const DeckleMastery *section = g_ptr_array_index (sections, i);

      json_builder_begin_object (builder);
      add_string (builder, "title", section->title);
      add_counts (builder, &section->counts);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_double (JsonBuilder *builder,
            const char  *name,
            double       value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_double_value (builder, value);
}

static void
add_metrics (JsonBuilder            *builder,
             const char             *name,
             const DeckleFitMetrics *metrics)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  add_double (builder, "log_loss", metrics->log_loss);
  add_double (builder, "rmse_bins", metrics->rmse_bins);
  add_double (builder, "auc", metrics->auc);
  json_builder_end_object (builder);
}

static void
add_calibration (JsonBuilder             *builder,
                 const DeckleCalibration *calibration)
{
  json_builder_set_member_name (builder, "calibration");
  json_builder_begin_object (builder);
  add_int (builder, "fsrs_version", calibration->version);
  add_int (builder, "answers", calibration->model.n);
  add_double (builder, "predicted", calibration->predicted);
  add_double (builder, "actual", calibration->actual);
  add_double (builder, "constant_log_loss", calibration->model.constant_log_loss);
  add_metrics (builder, "model", &calibration->model);
  add_metrics (builder, "defaults", &calibration->defaults);
  json_builder_end_object (builder);
}

static char *
format_day (int day)
{
  g_autoptr (GDate) date = g_date_new_julian ((guint32) (day + JULIAN_OF_EPOCH));

  return g_strdup_printf ("%04u-%02u-%02u", g_date_get_year (date), g_date_get_month (date), g_date_get_day (date));
}

/**
 * deckle_cli_stats_to_json:
 * @stats: the numbers
 *
 * Names and units are stable: times in ms, shares from 0 to 1 and null where there is none.
 *
 * Returns: (transfer full): one JSON object, indented
 */
char *
deckle_cli_stats_to_json (const DeckleCliStats *stats)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *day = format_day (stats->day);

  json_builder_begin_object (builder);
  add_string (builder, "day", day);
  add_today (builder, &stats->today);
  add_counts (builder, &stats->counts);
  add_share (builder, "readiness", stats->readiness);
  add_calibration (builder, &stats->calibration);
  add_decks (builder, stats->decks);
  add_sections (builder, stats->sections);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  return json_to_string (root, TRUE);
}
