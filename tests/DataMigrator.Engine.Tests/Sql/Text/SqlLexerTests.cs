using CsCheck;
using DataMigrator.Databases;
using DataMigrator.Sql;
using DataMigrator.Sql.Text;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.Sql.Text;

/// <summary>One lexer takes the SQL of every database apart, each by its own rules.</summary>
public sealed class SqlLexerTests
{
    // What quotes, comments, numbers and prefixes are made of, and what is none of it.
    private static readonly string[] Parts =
    [
        "'", "\"", "`", "[", "]", "$", "$a$", "/*", "*/", "/*!5", "/*M!", "--", "-- ", "#", "\\", "\n", "\r", " ", "x'", "E'", "n'", "b'",
        "a", "1", ".", "0x1F", "1e5", "(", ")", ";", "||", "->>", "é", "\u00a0", "\0", "U&", "@", "END",
    ];

    private static readonly Gen<string> Sql = Gen.Int[0, Parts.Length - 1].Array[0, 12].Select(a => string.Concat(a.Select(i => Parts[i])));

    [Theory]
    [EachDatabase]
    public void Its_pieces_are_the_whole_text(DatabaseKind kind) => Sql.Sample(sql =>
    {
        int at = 0;
        foreach (Lexeme lexeme in new SqlLexer(Language(kind).Lexical, sql).All())
        {
            Assert.Equal(at, lexeme.Start);
            Assert.InRange(lexeme.End, at + Math.Max(1, lexeme.Open), sql.Length);
            at = lexeme.End;
        }

        Assert.Equal(sql.Length, at);
    });

    [Theory]
    [EachDatabase]
    public void A_quoted_name_is_one_token_with_that_name(DatabaseKind kind) => Sql.Sample(name =>
    {
        Token token = Assert.Single(Tokens(kind, Language(kind).Quote(name)));
        Assert.True(token.IsName);
        Assert.Equal(name, token.Text);
    });

    [Theory]
    [EachDatabase]
    public void A_text_is_one_token_with_that_text(DatabaseKind kind) => Sql.Where(s => !s.Contains('\0')).Sample(text =>
    {
        Token token = Assert.Single(Tokens(kind, Language(kind).Text(text)));
        Assert.Equal((TokenKind.Text, text), (token.Kind, token.Text));
    });

    [Theory]
    [InlineData(DatabaseKind.Postgres, "a$b$ $1 $t$ ' $t$", "Word Symbol Number Dollar")]
    [InlineData(DatabaseKind.Postgres, "/* a /* b */ c */ E'\\'' 'a\\' \"b\"", "Comment Text Text DoubleQuoted")]
    [InlineData(DatabaseKind.Postgres, "E'a'\n'\\'b' 'a'\n'b'", "Text Text Text")]
    [InlineData(DatabaseKind.Postgres, "`a` [b] #c", "Symbol Word Symbol Symbol Word Symbol Symbol Word")]
    [InlineData(DatabaseKind.Sqlite, "`a` [b;] \"c\" x'00' n'a' /* d", "Backticked Bracketed DoubleQuoted Text Word Text Comment")]
    [InlineData(DatabaseKind.Sqlite, "/* a /* b */ c --d\re\nf", "Comment Word Comment Word")]
    [InlineData(DatabaseKind.MySql, "/*Monthly*/ 'a\\'' \"b\\\"\" `c\\` #d\n--e", "Comment Text DoubleQuoted Backticked Comment Symbol Symbol Word")]
    [InlineData(DatabaseKind.MySql, "/*!50001 a */ /*M!100100 b*/", "RunComment Word Symbol Symbol RunComment Word Symbol Symbol")]
    [InlineData(DatabaseKind.MySql, "1e5 1.5 .5 0x1F 1evil --\u007fx", "Number Number Number Hex Number Word Comment")]
    public void A_piece_is_what_the_databases_own_scanner_takes_it_for(DatabaseKind kind, string sql, string kinds) => Assert.Equal(
        kinds, string.Join(' ', new SqlLexer(Language(kind).Lexical, sql).All().Where(l => l.Kind != LexemeKind.Blank).Select(l => l.Kind)));

    [Theory]
    [InlineData(DatabaseKind.Postgres, "'a")]
    [InlineData(DatabaseKind.Postgres, "E'a\\'")]
    [InlineData(DatabaseKind.Postgres, "$a$ $b$")]
    [InlineData(DatabaseKind.Postgres, "/* /* */")]
    [InlineData(DatabaseKind.MySql, "/* a")]
    [InlineData(DatabaseKind.MySql, "`a")]
    [InlineData(DatabaseKind.MySql, "/*!50001 DROP TABLE a */")]
    [InlineData(DatabaseKind.MariaDb, "/*M!100100 DROP TABLE a */")]
    [InlineData(DatabaseKind.Sqlite, "[a")]
    public void What_has_no_end_or_is_run_in_a_comment_is_not_read(DatabaseKind kind, string sql) =>
        Assert.Throws<UntranslatableException>(() => SqlTokenizer.Tokenize(Language(kind).Lexical, sql));

    [Theory]
    [InlineData(DatabaseKind.Postgres, "(a = ')' AND b = E'\\')' AND \")\" = $$)$$ /* ) */) NOT VALID", 47)]
    [InlineData(DatabaseKind.MySql, "(`)` = 'a\\')') + (1)", 13)]
    [InlineData(DatabaseKind.Sqlite, "(a = ')", -1)]
    public void A_parenthesis_closes_outside_quotes_and_comments(DatabaseKind kind, string sql, int close) =>
        Assert.Equal(close, new SqlLexer(Language(kind).Lexical, sql).Close(0));

    private static SqlLanguage Language(DatabaseKind kind) => DatabaseRegistry.Get(kind).Dialect.Language;

    private static IEnumerable<Token> Tokens(DatabaseKind kind, string sql) =>
        SqlTokenizer.Tokenize(Language(kind).Lexical, sql).SkipLast(1);
}
