/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preloaded into programs built with the thread sanitizer. GLib itself is not built with it and
 * uses futexes and atomics of its own, so the sanitizer cannot see what GLib orders and would
 * report every use of GMutex or GTask as a race. Each function here calls GLib's and tells the
 * sanitizer about the order that GLib documents for it; nothing else is hidden. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <gio/gio.h>

/* Absent in a child process that is not built with the sanitizer. */
void __tsan_acquire (void *address) __attribute__ ((weak));
void __tsan_release (void *address) __attribute__ ((weak));

static void
acquire (void *address)
{
  if (__tsan_acquire != NULL)
    __tsan_acquire (address);
}

static void
release (void *address)
{
  if (__tsan_release != NULL)
    __tsan_release (address);
}

#define REAL(name)                                                  \
  static __typeof__ (&name) real;                                   \
  if (G_UNLIKELY (real == NULL))                                    \
    real = (__typeof__ (&name)) dlsym (RTLD_NEXT, #name)

/* Mutexes and conditions */

void
g_mutex_lock (GMutex *mutex)
{
  REAL (g_mutex_lock);
  real (mutex);
  acquire (mutex);
}

gboolean
g_mutex_trylock (GMutex *mutex)
{
  REAL (g_mutex_trylock);
  if (!real (mutex))
    return FALSE;
  acquire (mutex);
  return TRUE;
}

void
g_mutex_unlock (GMutex *mutex)
{
  REAL (g_mutex_unlock);
  release (mutex);
  real (mutex);
}

void
g_cond_wait (GCond  *cond,
             GMutex *mutex)
{
  REAL (g_cond_wait);
  release (mutex);
  real (cond, mutex);
  acquire (mutex);
}

gboolean
g_cond_wait_until (GCond  *cond,
                   GMutex *mutex,
                   gint64  end_time)
{
  gboolean signalled;

  REAL (g_cond_wait_until);
  release (mutex);
  signalled = real (cond, mutex, end_time);
  acquire (mutex);
  return signalled;
}

/* References: the last one to go sees what all the others did. */

void
g_object_unref (gpointer object)
{
  REAL (g_object_unref);
  release (object);
  acquire (object);
  real (object);
}

/* Queues between threads */

void
g_async_queue_push (GAsyncQueue *queue,
                    gpointer     data)
{
  REAL (g_async_queue_push);
  release (queue);
  real (queue, data);
}

gpointer
g_async_queue_pop (GAsyncQueue *queue)
{
  gpointer data;

  REAL (g_async_queue_pop);
  data = real (queue);
  acquire (queue);
  return data;
}

gpointer
g_async_queue_try_pop (GAsyncQueue *queue)
{
  gpointer data;

  REAL (g_async_queue_try_pop);
  data = real (queue);
  acquire (queue);
  return data;
}

/* Main contexts: attaching a source comes before its callback. */

guint
g_source_attach (GSource      *source,
                 GMainContext *context)
{
  REAL (g_source_attach);
  release (source);
  return real (source, context);
}

typedef struct
{
  GSource        *source;
  GSourceFunc     callback;
  gpointer        data;
  GDestroyNotify  destroy;
} Callback;

static gboolean
call_back (gpointer data)
{
  Callback *wrapped = data;

  acquire (wrapped->source);
  return wrapped->callback (wrapped->data);
}

static void
callback_free (gpointer data)
{
  Callback *wrapped = data;

  acquire (wrapped->source);
  if (wrapped->destroy != NULL)
    wrapped->destroy (wrapped->data);
  g_free (wrapped);
}

void
g_source_set_callback (GSource        *source,
                       GSourceFunc     callback,
                       gpointer        data,
                       GDestroyNotify  destroy)
{
  Callback *wrapped;

  REAL (g_source_set_callback);
  /* Others have no callback, or one with other arguments. */
  if (callback == NULL || (source->source_funcs != &g_idle_funcs && source->source_funcs != &g_timeout_funcs))
    {
      real (source, callback, data, destroy);
      return;
    }
  wrapped = g_new (Callback, 1);
  *wrapped = (Callback) { source, callback, data, destroy };
  release (source);
  real (source, call_back, wrapped, callback_free);
}

/* Tasks: into the thread, and back with the result. */

static void
run_task (GTask        *task,
          gpointer      source_object,
          gpointer      task_data,
          GCancellable *cancellable)
{
  GTaskThreadFunc function = (GTaskThreadFunc) g_object_get_data (G_OBJECT (task), "tsan-function");

  acquire (task);
  function (task, source_object, task_data, cancellable);
}

void
g_task_run_in_thread (GTask           *task,
                      GTaskThreadFunc  function)
{
  REAL (g_task_run_in_thread);
  g_object_set_data (G_OBJECT (task), "tsan-function", (gpointer) function);
  release (task);
  real (task, run_task);
}

void
g_task_return_pointer (GTask          *task,
                       gpointer        result,
                       GDestroyNotify  free_result)
{
  REAL (g_task_return_pointer);
  release (task);
  real (task, result, free_result);
}

void
g_task_return_boolean (GTask    *task,
                       gboolean  result)
{
  REAL (g_task_return_boolean);
  release (task);
  real (task, result);
}

void
g_task_return_error (GTask  *task,
                     GError *error)
{
  REAL (g_task_return_error);
  release (task);
  real (task, error);
}

gpointer
g_task_propagate_pointer (GTask   *task,
                          GError **error)
{
  REAL (g_task_propagate_pointer);
  acquire (task);
  return real (task, error);
}

gboolean
g_task_propagate_boolean (GTask   *task,
                          GError **error)
{
  REAL (g_task_propagate_boolean);
  acquire (task);
  return real (task, error);
}
