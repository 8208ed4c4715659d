using System.Text;

namespace DataMigrator.Tests.Kill;

/// <summary>What a run of kills came to: the kills by phase, the jobs, the faults.</summary>
internal sealed class KillReport
{
    private readonly SortedDictionary<string, int> _kills = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, (int Jobs, int Kills)> _directions = new(StringComparer.Ordinal);

    public int Kills { get; private set; }

    public int Jobs { get; private set; }

    public List<string> Faults { get; } = [];

    public void Killed(KillScenario scenario, string place)
    {
        Kills++;
        string phase = KillPlaces.Phase(place);
        _kills[phase] = _kills.GetValueOrDefault(phase) + 1;
        string direction = $"{scenario.From} to {scenario.To}".ToLowerInvariant();
        (int jobs, int kills) = _directions.GetValueOrDefault(direction);
        _directions[direction] = (jobs, kills + 1);
    }

    public void Ended(KillScenario scenario)
    {
        Jobs++;
        string direction = $"{scenario.From} to {scenario.To}".ToLowerInvariant();
        (int jobs, int kills) = _directions.GetValueOrDefault(direction);
        _directions[direction] = (jobs + 1, kills);
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine("phase                              kills");
        foreach ((string phase, int kills) in _kills)
        {
            text.AppendLine($"{phase,-32} {kills,7}");
        }

        text.AppendLine().AppendLine("direction                           jobs   kills");
        foreach ((string direction, (int jobs, int kills)) in _directions)
        {
            text.AppendLine($"{direction,-32} {jobs,7} {kills,7}");
        }

        text.AppendLine().AppendLine($"{Jobs} jobs, {Kills} kills, {Faults.Count} faults");
        Faults.ForEach(f => text.AppendLine("FAULT " + f));
        return text.ToString();
    }
}
