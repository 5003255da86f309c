/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-card"
#include "model/deckle-card.h"

/**
 * DeckleCard:
 *
 * One question and its answer, with everything a bank says about it.
 *
 * Identity, question and answer are fixed when the card is made; the setters
 * serve whoever fills it. Review history belongs to the library. A card is
 * used from one thread at a time.
 */
struct _DeckleCard
{
  GObject     parent_instance;

  char       *id;         /* (owned) (not nullable) */
  int         number;
  char       *question;   /* (owned) (not nullable), card markup */
  char       *answer;     /* (owned) (not nullable), card markup */
  char       *detail;     /* (owned) (nullable), card markup */
  DeckleLevel level;
  GStrv       points;     /* (owned) (nullable) */
  GStrv       tags;       /* (owned) (nullable) */
  GStrv       see_also;   /* (owned) (nullable) */
  DeckleCode  code;       /* members owned */
  GPtrArray  *references; /* (owned) (nullable) (element-type DeckleReference) */
};

typedef enum
{
  PROP_ID = 1,
  PROP_NUMBER,
  PROP_QUESTION,
  PROP_ANSWER,
  PROP_DETAIL,
  PROP_LEVEL,
  N_PROPS
} DeckleCardProp;

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (DeckleCard, deckle_card, G_TYPE_OBJECT)

static const char * const code_kind_nicks[] = { "none", "program", "test", "body", "decls", "text" };
static const char * const no_strings[] = { NULL };

static void
reference_free (DeckleReference *reference)
{
  g_free (reference->title);
  g_free (reference->url);
  g_free (reference);
}

static void
code_clear (DeckleCode *code)
{
  g_free (code->text);
  g_free (code->lang);
  g_free (code->output);
  g_free (code->go_version);
  g_strfreev (code->imports);
  *code = (DeckleCode){ .kind = DECKLE_CODE_NONE };
}

static const char * const *
strings_or_empty (GStrv strings)
{
  return strings != NULL ? (const char * const *) strings : no_strings;
}

static GStrv
strings_copy (const char * const *strings)
{
  if (strings == NULL || strings[0] == NULL)
    return NULL;

  return g_strdupv ((GStrv) strings);
}

static void
strings_set (GStrv              *field,
             const char * const *strings)
{
  GStrv copy = strings_copy (strings);

  g_strfreev (*field);
  *field = copy;
}

static gboolean
strings_equal (GStrv a,
               GStrv b)
{
  return g_strv_equal (strings_or_empty (a), strings_or_empty (b));
}

static gboolean
code_equal (const DeckleCode *a,
            const DeckleCode *b)
{
  return a->kind == b->kind &&
         g_strcmp0 (a->text, b->text) == 0 &&
         g_strcmp0 (a->lang, b->lang) == 0 &&
         g_strcmp0 (a->output, b->output) == 0 &&
         g_strcmp0 (a->go_version, b->go_version) == 0 &&
         strings_equal (a->imports, b->imports) &&
         !a->external == !b->external &&
         !a->fails == !b->fails &&
         !a->to_stderr == !b->to_stderr &&
         !a->run == !b->run;
}

static gboolean
references_equal (DeckleCard *a,
                  DeckleCard *b)
{
  guint n = deckle_card_get_n_references (a);

  if (n != deckle_card_get_n_references (b))
    return FALSE;

  for (guint i = 0; i < n; i++)
    {
      const DeckleReference *left = deckle_card_get_reference (a, i);
      const DeckleReference *right = deckle_card_get_reference (b, i);

      if (g_strcmp0 (left->title, right->title) != 0 || g_strcmp0 (left->url, right->url) != 0)
        return FALSE;
    }

  return TRUE;
}

static void
deckle_card_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  DeckleCard *self = DECKLE_CARD (object);

  switch ((DeckleCardProp) prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_NUMBER:
      g_value_set_int (value, self->number);
      break;
    case PROP_QUESTION:
      g_value_set_string (value, self->question);
      break;
    case PROP_ANSWER:
      g_value_set_string (value, self->answer);
      break;
    case PROP_DETAIL:
      g_value_set_string (value, self->detail);
      break;
    case PROP_LEVEL:
      g_value_set_int (value, (int) self->level);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
deckle_card_finalize (GObject *object)
{
  DeckleCard *self = DECKLE_CARD (object);

  g_free (self->id);
  g_free (self->question);
  g_free (self->answer);
  g_free (self->detail);
  g_strfreev (self->points);
  g_strfreev (self->tags);
  g_strfreev (self->see_also);
  code_clear (&self->code);
  g_clear_pointer (&self->references, g_ptr_array_unref);

  G_OBJECT_CLASS (deckle_card_parent_class)->finalize (object);
}

static void
deckle_card_class_init (DeckleCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = deckle_card_get_property;
  object_class->finalize = deckle_card_finalize;

  /**
   * DeckleCard:id:
   *
   * Stable id, unique within its bank.
   */
  props[PROP_ID] = g_param_spec_string ("id", NULL, NULL, "", flags);

  /**
   * DeckleCard:number:
   *
   * Number of the question, 0 when it has none.
   */
  props[PROP_NUMBER] = g_param_spec_int ("number", NULL, NULL, G_MININT, G_MAXINT, 0, flags);

  /**
   * DeckleCard:question:
   *
   * Text of the front face, in card markup.
   */
  props[PROP_QUESTION] = g_param_spec_string ("question", NULL, NULL, "", flags);

  /**
   * DeckleCard:answer:
   *
   * Text of the back face, in card markup.
   */
  props[PROP_ANSWER] = g_param_spec_string ("answer", NULL, NULL, "", flags);

  /**
   * DeckleCard:detail:
   *
   * More about the answer, in card markup.
   */
  props[PROP_DETAIL] = g_param_spec_string ("detail", NULL, NULL, NULL, flags);

  /**
   * DeckleCard:level:
   *
   * A [enum@Level], as a number.
   */
  props[PROP_LEVEL] =
    g_param_spec_int ("level", NULL, NULL, DECKLE_LEVEL_BASIC, DECKLE_LEVEL_ADVANCED, DECKLE_LEVEL_BASIC, flags);

  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
deckle_card_init (DeckleCard *self)
{
}

/**
 * deckle_code_kind_to_nick:
 * @kind: a kind of code
 *
 * The word that stands for @kind in bank files.
 *
 * Returns: (transfer none) (nullable): the word, or %NULL for a number that is no kind
 */
const char *
deckle_code_kind_to_nick (DeckleCodeKind kind)
{
  if ((guint) kind >= G_N_ELEMENTS (code_kind_nicks))
    return NULL;

  return code_kind_nicks[kind];
}

/**
 * deckle_code_kind_from_nick:
 * @nick: (nullable): a word of a bank file
 * @kind: (out) (optional): return location, left alone when @nick is unknown
 *
 * Reads the word that [func@code_kind_to_nick] writes.
 *
 * Returns: whether @nick names a kind
 */
gboolean
deckle_code_kind_from_nick (const char     *nick,
                            DeckleCodeKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (code_kind_nicks); i++)
    if (g_strcmp0 (nick, code_kind_nicks[i]) == 0)
      {
        if (kind != NULL)
          *kind = (DeckleCodeKind) i;
        return TRUE;
      }

  return FALSE;
}

/**
 * deckle_card_new:
 * @id: stable id, unique within the bank
 * @number: number of the question, 0 when it has none
 * @question: text of the front face, in card markup
 * @answer: text of the back face, in card markup
 *
 * Makes a card. The strings are copied.
 *
 * Returns: (transfer full): a new card
 */
DeckleCard *
deckle_card_new (const char *id,
                 int         number,
                 const char *question,
                 const char *answer)
{
  DeckleCard *self;

  g_return_val_if_fail (id != NULL, NULL);
  g_return_val_if_fail (question != NULL, NULL);
  g_return_val_if_fail (answer != NULL, NULL);

  self = g_object_new (DECKLE_TYPE_CARD, NULL);
  self->id = g_strdup (id);
  self->number = number;
  self->question = g_strdup (question);
  self->answer = g_strdup (answer);

  return self;
}

/**
 * deckle_card_get_id:
 * @self: a card
 *
 * Gets the stable id.
 *
 * Returns: (transfer none): the id
 */
const char *
deckle_card_get_id (DeckleCard *self)
{
  g_return_val_if_fail (DECKLE_IS_CARD (self), NULL);

  return self->id;
}

/**
 * deckle_card_get_number:
 * @self: a card
 *
 * Gets the number of the question.
 *
 * Returns: the number, 0 when it has none
 */
int
deckle_card_get_number (DeckleCard *self)
{
  g_return_val_if_fail (DECKLE_IS_CARD (self), 0);

  return self->number;
}

/**
 * deckle_card_get_question:
 * @self: a card
 *
 * Gets the text of the front face.
 *
 * Returns: (transfer none): card markup
 */
const char *
deckle_card_get_question (DeckleCard *self)
{
  g_return_val_if_fail (DECKLE_IS_CARD (self), NULL);

  return self->question;
}

/**
 * deckle_card_get_answer:
 * @self: a card
 *
 * Gets the text of the back face.
 *
 * Returns: (transfer none): card markup
 */
const char *
deckle_card_get_answer (DeckleCard *self)
{
  g_return_val_if_fail (DECKLE_IS_CARD (self), NULL);

  return self->answer;
}

/**
 * deckle_card_get_detail:
 * @self: a card
 *
 * Gets what more there is to say about the answer.
 *
 * Returns: (transfer none) (nullable): card markup
 */
const char *
deckle_card_get_detail (DeckleCard *self)
{
  g_return_val_if_fail (DECKLE_IS_CARD (self), NULL);

  return self->detail;
}

/**
 * deckle_card_set_detail:
 * @self: a card
 * @detail: (nullable): card markup
 *
 * Sets what more there is to say about the answer.
 */
void
deckle_card_set_detail (DeckleCard *self,
                        const char *detail)
{
  g_return_if_fail (DECKLE_IS_CARD (self));

  if (g_set_str (&self->detail, detail))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DETAIL]);
}

/**
 * deckle_card_get_level:
 * @self: a card
 *
 * Gets how much experience the question asks for.
 *
 * Returns: the level
 */
DeckleLevel
deckle_card_get_level (DeckleCard *self)
{
  g_return_val_if_fail (DECKLE_IS_CARD (self), DECKLE_LEVEL_BASIC);

  return self->level;
}

/**
 * deckle_card_set_level:
 * @self: a card
 * @level: a level
 *
 * Sets how much experience the question asks for.
 */
void
deckle_card_set_level (DeckleCard *self,
                       DeckleLevel level)
{
  g_return_if_fail (DECKLE_IS_CARD (self));
  g_return_if_fail (deckle_level_to_nick (level) != NULL);

  if (self->level == level)
    return;

  self->level = level;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LEVEL]);
}

/**
 * deckle_card_get_points:
 * @self: a card
 *
 * Gets the key points that an answer should mention.
 *
 * Returns: (transfer none) (array zero-terminated=1): the points, possibly none, never %NULL
 */
const char * const *
deckle_card_get_points (DeckleCard *self)
{
  g_return_val_if_fail (DECKLE_IS_CARD (self), NULL);

  return strings_or_empty (self->points);
}

/**
 * deckle_card_set_points:
 * @self: a card
 * @points: (nullable) (array zero-terminated=1): the points, copied
 *
 * Sets the key points that an answer should mention.
 */
void
deckle_card_set_points (DeckleCard         *self,
                        const char * const *points)
{
  g_return_if_fail (DECKLE_IS_CARD (self));

  strings_set (&self->points, points);
}

/**
 * deckle_card_get_tags:
 * @self: a card
 *
 * Gets the tags.
 *
 * Returns: (transfer none) (array zero-terminated=1): the tags, possibly none, never %NULL
 */
const char * const *
deckle_card_get_tags (DeckleCard *self)
{
  g_return_val_if_fail (DECKLE_IS_CARD (self), NULL);

  return strings_or_empty (self->tags);
}

/**
 * deckle_card_set_tags:
 * @self: a card
 * @tags: (nullable) (array zero-terminated=1): the tags, copied
 *
 * Sets the tags.
 */
void
deckle_card_set_tags (DeckleCard         *self,
                      const char * const *tags)
{
  g_return_if_fail (DECKLE_IS_CARD (self));

  strings_set (&self->tags, tags);
}

/**
 * deckle_card_get_see_also:
 * @self: a card
 *
 * Gets the ids of related cards of the same bank.
 *
 * Returns: (transfer none) (array zero-terminated=1): card ids, possibly none, never %NULL
 */
const char * const *
deckle_card_get_see_also (DeckleCard *self)
{
  g_return_val_if_fail (DECKLE_IS_CARD (self), NULL);

  return strings_or_empty (self->see_also);
}

/**
 * deckle_card_set_see_also:
 * @self: a card
 * @ids: (nullable) (array zero-terminated=1): card ids, copied
 *
 * Sets the ids of related cards of the same bank.
 */
void
deckle_card_set_see_also (DeckleCard         *self,
                          const char * const *ids)
{
  g_return_if_fail (DECKLE_IS_CARD (self));

  strings_set (&self->see_also, ids);
}

/**
 * deckle_card_get_code:
 * @self: a card
 *
 * Gets the code example.
 *
 * Returns: (transfer none): the code, of kind %DECKLE_CODE_NONE when the card has none
 */
const DeckleCode *
deckle_card_get_code (DeckleCard *self)
{
  g_return_val_if_fail (DECKLE_IS_CARD (self), NULL);

  return &self->code;
}

/**
 * deckle_card_set_code:
 * @self: a card
 * @code: (nullable): the code, copied; %NULL takes it away
 *
 * Sets the code example.
 */
void
deckle_card_set_code (DeckleCard       *self,
                      const DeckleCode *code)
{
  DeckleCode copy = { .kind = DECKLE_CODE_NONE };

  g_return_if_fail (DECKLE_IS_CARD (self));

  if (code != NULL)
    {
      copy = *code;
      copy.text = g_strdup (code->text);
      copy.lang = g_strdup (code->lang);
      copy.output = g_strdup (code->output);
      copy.go_version = g_strdup (code->go_version);
      copy.imports = strings_copy ((const char * const *) code->imports);
    }

  code_clear (&self->code);
  self->code = copy;
}

/**
 * deckle_card_get_n_references:
 * @self: a card
 *
 * Counts the pages that the card refers to.
 *
 * Returns: the number of references
 */
guint
deckle_card_get_n_references (DeckleCard *self)
{
  g_return_val_if_fail (DECKLE_IS_CARD (self), 0);

  return self->references != NULL ? self->references->len : 0;
}

/**
 * deckle_card_get_reference:
 * @self: a card
 * @position: from 0
 *
 * Gets one of the pages that the card refers to.
 *
 * Returns: (transfer none) (nullable): the reference, or %NULL past the end
 */
const DeckleReference *
deckle_card_get_reference (DeckleCard *self,
                           guint       position)
{
  g_return_val_if_fail (DECKLE_IS_CARD (self), NULL);

  if (self->references == NULL || position >= self->references->len)
    return NULL;

  return g_ptr_array_index (self->references, position);
}

/**
 * deckle_card_add_reference:
 * @self: a card
 * @title: what the page is called
 * @url: its address
 *
 * Appends a page that the card refers to. The strings are copied.
 */
void
deckle_card_add_reference (DeckleCard *self,
                           const char *title,
                           const char *url)
{
  DeckleReference *reference;

  g_return_if_fail (DECKLE_IS_CARD (self));
  g_return_if_fail (title != NULL);
  g_return_if_fail (url != NULL);

  reference = g_new (DeckleReference, 1);
  reference->title = g_strdup (title);
  reference->url = g_strdup (url);

  if (self->references == NULL)
    self->references = g_ptr_array_new_with_free_func ((GDestroyNotify) reference_free);
  g_ptr_array_add (self->references, reference);
}

/**
 * deckle_card_equal:
 * @a: a card
 * @b: another card
 *
 * Compares every text, list and number of two cards.
 *
 * Returns: whether they say the same
 */
gboolean
deckle_card_equal (DeckleCard *a,
                   DeckleCard *b)
{
  g_return_val_if_fail (DECKLE_IS_CARD (a), FALSE);
  g_return_val_if_fail (DECKLE_IS_CARD (b), FALSE);

  return a == b ||
         (g_strcmp0 (a->id, b->id) == 0 &&
          a->number == b->number &&
          a->level == b->level &&
          g_strcmp0 (a->question, b->question) == 0 &&
          g_strcmp0 (a->answer, b->answer) == 0 &&
          g_strcmp0 (a->detail, b->detail) == 0 &&
          strings_equal (a->points, b->points) &&
          strings_equal (a->tags, b->tags) &&
          strings_equal (a->see_also, b->see_also) &&
          code_equal (&a->code, &b->code) &&
          references_equal (a, b));
}
