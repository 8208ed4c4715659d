using DataMigrator.Sql.Text;

namespace DataMigrator.Exploration;

/// <summary>Follows the words of one statement to tell whether a semicolon ends it: not within parentheses, nor within the
/// body of a trigger or routine.</summary>
internal sealed class SqlBody(BodyForm form)
{
    // After these a word begins a statement of a routine's body (or, after ROW, the body itself).
    private static readonly HashSet<string> BeforeStatement = ["BEGIN", "THEN", "ELSE", "DO", "LOOP", "REPEAT", "ROW", ";", ":"];
    private static readonly HashSet<string> Blocks = ["IF", "LOOP", "WHILE", "REPEAT", "FOR"];

    private readonly List<string> _words = [];
    private readonly bool _procedural = form == BodyForm.Procedural;
    private string _last = "";
    private string _beforeLast = "";
    private int _parentheses;
    // What is open within a body; true for a CASE expression, in which IF is a function.
    private readonly Stack<bool> _open = [];
    private bool _routine;
    private bool _trigger;
    private bool _fromStdin;

    /// <summary>The first words, a <c>(</c> before them included.</summary>
    public IReadOnlyList<string> FirstWords => _words;

    public bool IsCopyFromStdin => _fromStdin && _words[0] == "COPY";

    /// <summary>A semicolon here would end the statement.</summary>
    public bool IsAtEnd => form switch
    {
        BodyForm.Trigger => !_trigger || (_last == "END" && _beforeLast == ";"),
        BodyForm.Atomic => _parentheses <= 0 && _open.Count == 0,
        _ => _open.Count == 0,
    };

    public void Word(string word)
    {
        if (_words.Count < 4)
        {
            _words.Add(word);
        }

        _fromStdin |= word == "STDIN" && _last == "FROM";
        if (_words[0] == "CREATE")
        {
            // CREATE OR REPLACE DEFINER = … PROCEDURE: the kind is somewhere before the body.
            _trigger |= form == BodyForm.Trigger && word == "TRIGGER" && _words.Count <= 3;
            _routine |= _parentheses == 0 && word is ("PROCEDURE" or "FUNCTION" or "TRIGGER" or "EVENT");
        }

        if (_routine && form != BodyForm.Trigger)
        {
            Nest(word);
        }

        Push(word);
    }

    public void Symbol(char c)
    {
        if (c == '(' && _words.Count == 0)
        {
            _words.Add("(");
        }

        _parentheses += c == '(' ? 1 : c == ')' ? -1 : 0;
        Push(c.ToString());
    }

    /// <summary>A text, a quoted name or a number.</summary>
    public void Other() => Push("?");

    private void Nest(string word)
    {
        if (_last == "END" && (Blocks.Contains(word) || word == "CASE"))
        {
            // END IF: the END has closed it.
            return;
        }

        bool atStatement = BeforeStatement.Contains(_last);
        bool inExpression = _open.TryPeek(out bool expression) && expression;
        bool opens = word switch
        {
            "CASE" => _open.Count > 0 || _procedural,
            "BEGIN" => _procedural,
            "ATOMIC" => form == BodyForm.Atomic && _last == "BEGIN",
            _ => _procedural && Blocks.Contains(word) && atStatement && !inExpression,
        };
        if (opens)
        {
            _open.Push(word == "CASE" && (inExpression || !atStatement));
        }
        else if (word == "END")
        {
            _open.TryPop(out _);
        }
    }

    private void Push(string token)
    {
        _beforeLast = _last;
        _last = token;
    }
}
