using DataMigrator.Values;

namespace DataMigrator.Tests.Values;

public sealed class CalendarTests
{
    [Fact]
    public void Agrees_with_the_frameworks_calendar_from_its_first_to_its_last_day()
    {
        var epoch = new DateOnly(2000, 1, 1);
        for (DateOnly day = DateOnly.MinValue; day < DateOnly.MaxValue.AddDays(-11); day = day.AddDays(11))
        {
            long days = day.DayNumber - epoch.DayNumber;
            Assert.Equal(days, Calendar.ToDays(day.Year, day.Month, day.Day));
            Assert.Equal((day.Year, day.Month, day.Day), Calendar.FromDays(days));
        }
    }

    [Theory]
    [InlineData(-4712, 1, 1)]
    [InlineData(0, 2, 29)]
    [InlineData(10_000, 12, 31)]
    [InlineData(294_276, 12, 31)]
    public void Goes_there_and_back_outside_the_years_1_to_9999(long year, int month, int day) =>
        Assert.Equal((year, month, day), Calendar.FromDays(Calendar.ToDays(year, month, day)));
}
