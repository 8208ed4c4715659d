using System.Reflection;
using DataMigrator.Tests.SchemaCopy;

namespace DataMigrator.Tests.Architecture;

/// <summary>The engine's rooms stand on each other in one direction.</summary>
public sealed class LayerTests
{
    private static readonly Assembly Engine = typeof(MigrationService).Assembly;

    private static readonly Lazy<IReadOnlyList<(string From, string To, string Use)>> Uses = new(() =>
    [
        .. TypeUses.Of(Engine).Where(u => IsOwn(u.Key.From) && IsOwn(u.Key.To))
            .Select(u => (From: Room.Of(u.Key.From), To: Room.Of(u.Key.To), Use: $"{u.Key.From}.{u.Value} uses {u.Key.To}"))
            .Where(u => u.From is not null && u.To is not null && u.From != u.To)
            .Select(u => (u.From!, u.To!, u.Use)),
    ]);

    [Fact]
    public void A_room_uses_only_what_its_row_allows() =>
        None(Uses.Value.Where(u => !Allowed(u.From).Contains(u.To)).Select(u => $"{u.From} may not use {u.To}: {u.Use}"));

    [Fact]
    public void The_rows_allow_nothing_that_is_not_used()
    {
        HashSet<(string, string)> used = [.. Uses.Value.Select(u => (u.From, u.To))];
        None(Room.All.SelectMany(r => Allowed(r.Name).Where(to => !used.Contains((r.Name, to))).Select(to => $"{r.Name} does not use {to}")));
    }

    [Fact]
    public void A_row_names_only_rooms_above_it()
    {
        string[] names = [.. Room.All.Select(r => r.Name)];
        None(Room.All.SelectMany((r, i) => Allowed(r.Name).Except(names.Take(i)).Select(to => $"{r.Name} stands below {to}")));
    }

    [Fact]
    public void Every_type_has_a_room() =>
        None(Engine.GetTypes().Where(t => IsOwn(t) && Room.Of(t) is null).Select(t => t.FullName));

    [Fact]
    public void The_page_shows_every_room()
    {
        Assert.SkipWhen(Repository.Root is null, "The pages are not here.");
        string page = File.ReadAllText(Path.Combine(Repository.Root!, "docs", "architecture.md"));
        None(Room.All.Select(r => r.Name.Split('.')[^1]).Where(r => !page.Contains(r, StringComparison.Ordinal)));
    }

    [Fact]
    public void Uses_are_seen_wherever_they_stand()
    {
        IReadOnlyDictionary<(Type From, Type To), string> uses = TypeUses.Of(typeof(LayerTests).Assembly);
        Assert.All([typeof(InField), typeof(InSignature), typeof(InBody), typeof(InLambda), typeof(InIterator), typeof(InCatch),
            typeof(AsArgument), typeof(ByGenericMethod)],
            user => Assert.True(uses.ContainsKey((user, typeof(Used))) || uses.ContainsKey((user, typeof(UsedFault))), user.Name));
    }

    private static void None(IEnumerable<string?> found) =>
        Assert.True(!found.Any(), string.Join('\n', found.Order(StringComparer.Ordinal)));

    private static string[] Allowed(string room) =>
        Room.All.Single(r => r.Name == room).MayUse.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    // Not what the compiler adds, such as the machines of regular expressions.
    private static bool IsOwn(Type type) => type.Namespace is { } space
        && (space == "DataMigrator" || space.StartsWith("DataMigrator.", StringComparison.Ordinal));
}
