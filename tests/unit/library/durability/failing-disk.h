/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * A disk that can be told to fail: a thin SQLite VFS over the default one. Everything passes through; of one library
 * (its file, its -wal, its -journal) it also remembers what has reached the platter, that is every byte as of the last
 * xSync. All functions may be called from any thread.
 */

/* Becomes SQLite's default VFS for this process. Call before the library is opened. @library_path is canonical. */
void    failing_disk_install        (const char *library_path);

/* Operations (write, sync, truncate, delete) on the library so far. */
guint64 failing_disk_get_n_ops      (void);
/* Writes among them. */
guint64 failing_disk_get_n_writes   (void);

/* At operation @op (counted from 1) every byte that was not synced is forgotten and the process is killed; 0 is never. */
void    failing_disk_lose_power_at  (guint64     op);

/* The @n-th write from now on fails once with the SQLite result @code; 0 is never. */
void    failing_disk_fail_write     (guint       n,
                                     int         code);
/* From now on every write fails with @code; 0 (SQLITE_OK) ends that. */
void    failing_disk_fail_writes    (int         code);
/* The same for syncs: the @n-th from now on fails once. */
void    failing_disk_fail_sync      (guint       n,
                                     int         code);

/* Every connection opened from now on has synchronous=OFF, whatever it asks for. */
void    failing_disk_never_sync     (void);

G_END_DECLS
