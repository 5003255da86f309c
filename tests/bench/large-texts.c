/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Questions about Go from lists of words: about as long as those of the bundled bank’s short cards, and with the same kind of
 * code, so that a search index over a million of them has the shape of a real one.
 */
#include "large-texts.h"

static const char * const subjects[] = {
  "a buffered channel", "an unbuffered channel", "a nil channel", "a closed channel", "a slice header", "a nil map",
  "a map with struct keys", "an empty interface", "a method set", "an embedded struct", "a pointer receiver",
  "a value receiver", "a type parameter", "a type constraint", "a deferred call", "a panic in a goroutine",
  "a goroutine that leaks", "the race detector", "the scheduler", "the garbage collector", "escape analysis",
  "a sync.Mutex", "a sync.RWMutex", "a sync.WaitGroup", "a sync.Once", "a sync.Pool", "an atomic counter",
  "context.WithTimeout", "context.WithValue", "errors.Is", "errors.As", "a wrapped error", "a sentinel error",
  "an http.Handler", "an http.Client", "middleware", "a JSON decoder", "a struct tag", "reflection", "go vet",
  "a table-driven test", "a fuzz test", "a benchmark", "a build tag", "a module version", "a workspace", "an iota constant",
  "a rune", "a byte slice", "a string builder", "a select statement", "a labelled break", "a variadic function",
  "a closure over a loop variable", "an init function", "an unexported field", "a prepared statement", "a database transaction",
  "a gRPC stream", "a worker pool", "a rate limiter", "a circuit breaker", "a consistent hash", "a message queue",
};

static const char * const situations[] = {
  "when two goroutines write at once", "after the function returned", "inside a hot loop", "behind a load balancer",
  "when the context is cancelled", "in a long-running service", "across package boundaries", "with a large backlog",
  "during a graceful shutdown", "when the network is slow", "under memory pressure", "in a unit test", "at compile time",
  "at run time", "for a zero value", "for values larger than a cache line", "when it is copied by value", "with generics",
  "when the caller forgets to close it", "on a machine with one processor", "when the buffer is full", "in a library",
  "when a retry storm begins", "before the first request", "with a thousand clients",
};

static const char * const verbs[] = {
  "blocks", "panics", "allocates", "escapes to the heap", "returns the zero value", "copies the header only",
  "shares the backing array", "waits for the receiver", "is scheduled again", "is never collected", "fails to compile",
  "keeps a reference alive", "is safe for concurrent use", "needs a lock", "loses the update", "closes the connection",
  "propagates the error", "resets the timer",
};

static const char * const reasons[] = {
  "the runtime keeps it in the sender’s queue", "the compiler cannot prove that it stays on the stack",
  "an interface{} holds a type and a pointer", "len and cap belong to the header", "maps are not safe for writers",
  "the method set of T lacks pointer methods", "select picks a ready case at random", "defer runs in reverse order",
  "a nil channel is never ready", "each iteration has its own variable since Go 1.22", "the mutex is not reentrant",
  "the lock must not be copied", "context values are looked up linearly", "strings are immutable",
  "the scheduler preempts at safe points", "happens-before is made by the channel", "GOGC sets the pace",
  "the connection goes back to the pool only after Close",
};

static const char * const questions[] = {
  "What happens with %s %s?", "Why is %s a problem %s?", "How do you test %s %s?", "When would you choose %s %s?",
  "What does %s cost %s?", "Explain %s %s.", "Which guarantee does %s give %s?", "How would you debug %s %s?",
};

/* %d is a number that makes texts differ. */
static const char * const codes[] = {
  "ch := make(chan int, %d)\nv, ok := <-ch\nfmt.Println(v, ok)",
  "for i := range %d {\n\tgo func() { results <- i }()\n}",
  "var x interface{} = %d\nn, ok := x.(int)\nif !ok { return }",
  "s := make([]byte, 0, %d)\ns = append(s, 'a')\nclear(m)",
  "select {\ncase v := <-ch:\n\tuse(v)\ncase <-time.After(%d * time.Millisecond):\n}",
  "mu.Lock()\ndefer mu.Unlock()\ntotal += %d",
  "if err := run(ctx, %d); err != nil {\n\treturn fmt.Errorf(\"run: %%w\", err)\n}",
  "type Stack[T any] struct{ items [%d]T }\nfunc (s *Stack[T]) Len() int { return len(s.items) }",
  "p := &point{x: %d}\nq := *p\nq.x++",
  "ctx, cancel := context.WithTimeout(ctx, %d*time.Second)\ndefer cancel()",
};

static const char * const tags[] = {
  "channels", "slices", "maps", "interfaces", "errors", "generics", "concurrency", "testing", "memory", "http", "sql",
  "context", "scheduler", "gc", "json", "grpc", "modules", "design", "security", "performance",
};

static const char * const section_words[] = {
  "Channels", "Slices", "Interfaces", "Generics", "Testing", "Databases", "Networking", "Scheduling", "Security", "Tooling",
};

static const char * const section_parts[] = { "Basics", "in Practice", "Internals", "Pitfalls", "Interview Classics" };

static const char * const icons[] = {
  "book-open", "layers", "plug", "cpu", "flask", "database", "network", "gauge", "shield", "wrench",
};

static const char * const colours[] = {
  "#3584e4", "#33d17a", "#f6d32d", "#ff7800", "#e01b24", "#9141ac", "#986a44", "#2190a4", "#d56199", "#6f8396",
};

#define PICK(list, hash) ((list)[(hash) % G_N_ELEMENTS (list)])

/* Spreads the bits of a number (the finalizer of a 64-bit mixer). */
static guint64
mix (guint64 x)
{
  x = (x ^ (x >> 30)) * G_GUINT64_CONSTANT (0xBF58476D1CE4E5B9);
  x = (x ^ (x >> 27)) * G_GUINT64_CONSTANT (0x94D049BB133111EB);
  return x ^ (x >> 31);
}

LargeText *
large_text_new (void)
{
  LargeText *text = g_new0 (LargeText, 1);

  text->question = g_string_new (NULL);
  text->answer = g_string_new (NULL);
  text->point = g_string_new (NULL);
  text->code = g_string_new (NULL);
  return text;
}

void
large_text_free (LargeText *text)
{
  g_string_free (text->question, TRUE);
  g_string_free (text->answer, TRUE);
  g_string_free (text->point, TRUE);
  g_string_free (text->code, TRUE);
  g_free (text);
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"

void
large_text_fill (LargeText *text,
                 guint      number)
{
  guint64 hash = mix ((guint64) number + 1), more = mix (hash);
  const char *subject = PICK (subjects, hash >> 8), *situation = PICK (situations, hash >> 16);

  g_string_printf (text->question, PICK (questions, hash >> 24), subject, situation);
  g_string_printf (text->answer, "Here %s %s, because %s.", subject, PICK (verbs, hash >> 32), PICK (reasons, hash >> 40));
  g_string_printf (text->point, "It %s %s", PICK (verbs, hash >> 48), PICK (situations, more >> 8));
  g_string_truncate (text->code, 0);
  if (more % 100 < 35)
    g_string_printf (text->code, PICK (codes, more >> 16), (int) (more >> 24 & 1023));
  /* A handful of cards that a search for a rare text finds. */
  if (number % 100003 == 7)
    g_string_append (text->answer, " See the quokka proverb.");
  text->tags[0] = PICK (tags, more >> 32);
  text->tags[1] = (more >> 40) % 3 == 0 ? PICK (tags, (more >> 32) + 1) : NULL;
  text->level = (int) ((more >> 48) % 3);
}

#pragma GCC diagnostic pop

char *
large_text_section (guint   number,
                    char  **short_title)
{
  const char *word = PICK (section_words, number);

  *short_title = g_strdup_printf ("%s %u", word, number + 1);
  return g_strdup_printf ("%s %s %u", word, PICK (section_parts, number / G_N_ELEMENTS (section_words)), number + 1);
}

const char *
large_text_icon (guint number)
{
  return PICK (icons, number);
}

const char *
large_text_colour (guint number)
{
  return PICK (colours, number);
}
