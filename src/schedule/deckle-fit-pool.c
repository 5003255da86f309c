/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-fit"
#include "schedule/deckle-fit-private.h"

#define N_THREADS_MAX 8

/*
 * A fit asks for a few dozen rounds of a few ms each, so its threads stay and wait between rounds. Who takes which job
 * depends on the machine; each job writes to a place of its own, so that no result does.
 */
struct _DeckleFitPool
{
  GMutex        mutex;
  GCond         round_began;
  GCond         round_ended;
  guint         round;
  guint         n_working;
  gboolean      closing;
  DeckleFitJob  job;
  gpointer      data;
  guint         n_jobs;
  int           next_job; /* atomic */
  guint         n_threads;
  GThread      *threads[N_THREADS_MAX];
};

static void
take_jobs (DeckleFitPool *self)
{
  for (;;)
    {
      guint job = (guint) g_atomic_int_add (&self->next_job, 1);

      if (job >= self->n_jobs)
        return;
      self->job (self->data, job);
    }
}

static gpointer
work (gpointer data)
{
  DeckleFitPool *self = data;
  guint seen = 0;

  g_mutex_lock (&self->mutex);
  for (;;)
    {
      while (self->round == seen && !self->closing)
        g_cond_wait (&self->round_began, &self->mutex);
      if (self->closing)
        break;
      seen = self->round;
      g_mutex_unlock (&self->mutex);
      take_jobs (self);
      g_mutex_lock (&self->mutex);
      if (--self->n_working == 0)
        g_cond_signal (&self->round_ended);
    }
  g_mutex_unlock (&self->mutex);

  return NULL;
}

/**
 * deckle_fit_pool_new:
 *
 * Makes one thread for each processor beyond the caller's; none where they
 * cannot be had.
 *
 * Returns: (transfer full): the pool, to be used by one thread
 */
DeckleFitPool *
deckle_fit_pool_new (void)
{
  DeckleFitPool *self = g_new0 (DeckleFitPool, 1);
  guint n_wanted = MIN (g_get_num_processors () - 1, N_THREADS_MAX);

  g_mutex_init (&self->mutex);
  g_cond_init (&self->round_began);
  g_cond_init (&self->round_ended);
  while (self->n_threads < n_wanted)
    {
      GThread *thread = g_thread_try_new ("deckle-fit", work, self, NULL);

      if (thread == NULL)
        break;
      self->threads[self->n_threads++] = thread;
    }

  return self;
}

/**
 * deckle_fit_pool_free:
 * @self: (nullable) (transfer full): a pool
 *
 * Ends the threads of a pool.
 */
void
deckle_fit_pool_free (DeckleFitPool *self)
{
  if (self == NULL)
    return;

  g_mutex_lock (&self->mutex);
  self->closing = TRUE;
  g_cond_broadcast (&self->round_began);
  g_mutex_unlock (&self->mutex);
  for (guint i = 0; i < self->n_threads; i++)
    g_thread_join (self->threads[i]);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->round_began);
  g_cond_clear (&self->round_ended);
  g_free (self);
}

/**
 * deckle_fit_pool_run:
 * @self: a pool
 * @job: (scope call): what to do
 * @data: data of @job
 * @n_jobs: how often
 *
 * Calls @job with 0 to @n_jobs - 1, in no order, and waits for all.
 */
void
deckle_fit_pool_run (DeckleFitPool *self,
                     DeckleFitJob   job,
                     gpointer       data,
                     guint          n_jobs)
{
  self->job = job;
  self->data = data;
  self->n_jobs = n_jobs;
  g_atomic_int_set (&self->next_job, 0);
  if (n_jobs > 1 && self->n_threads > 0)
    {
      g_mutex_lock (&self->mutex);
      self->round++;
      self->n_working = self->n_threads;
      g_cond_broadcast (&self->round_began);
      g_mutex_unlock (&self->mutex);
    }

  take_jobs (self);

  g_mutex_lock (&self->mutex);
  while (self->n_working > 0)
    g_cond_wait (&self->round_ended, &self->mutex);
  g_mutex_unlock (&self->mutex);
}
