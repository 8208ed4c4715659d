using System.Text.Json.Nodes;

namespace DataMigrator.Mcp.Schema;

/// <summary>Writes schemas with the keywords that every client takes: type, description, properties, required, items, enum,
/// minimum, maximum.</summary>
internal static class SchemaJson
{
    public static JsonObject Input(IReadOnlyList<Parameter> parameters)
    {
        var properties = new JsonObject();
        foreach (Parameter parameter in parameters)
        {
            properties[parameter.Name] = Property(parameter);
        }

        return Object(properties, parameters.Where(p => p.Required).Select(p => p.Name));
    }

    public static JsonObject Output(IReadOnlyList<Field> fields)
    {
        var properties = new JsonObject();
        foreach (Field field in fields)
        {
            properties[field.Name] = Property(field);
        }

        return Object(properties, fields.Where(f => !f.IsLeftOutEmpty).Select(f => f.Name));
    }

    private static JsonObject Object(JsonObject properties, IEnumerable<string> required)
    {
        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties };
        JsonNode[] names = [.. required.Select(n => (JsonNode)n)];
        if (names.Length > 0)
        {
            schema["required"] = new JsonArray(names);
        }

        return schema;
    }

    private static JsonObject Property(Parameter parameter)
    {
        var schema = new JsonObject
        {
            ["type"] = parameter.Type switch
            {
                ParameterType.Integer => "integer",
                ParameterType.Flag => "boolean",
                ParameterType.Texts => "array",
                _ => "string",
            },
            ["description"] = parameter.Description,
        };
        if (parameter.Type == ParameterType.Texts)
        {
            schema["items"] = new JsonObject { ["type"] = "string" };
        }
        else if (parameter.Type == ParameterType.Integer)
        {
            schema["minimum"] = parameter.Least;
            schema["maximum"] = parameter.Most;
        }

        return WithChoices(schema, parameter.Choices);
    }

    private static JsonObject Property(Field field)
    {
        JsonObject element = Element(field);
        for (int i = 0; i < field.Depth; i++)
        {
            element = new JsonObject { ["type"] = "array", ["items"] = element };
        }

        if (field.IsValue)
        {
            element.Remove("type");
        }

        // The description stands before the details of an object.
        element.Remove("description");
        element.Insert(element.ContainsKey("type") ? 1 : 0, "description", field.Description);
        return element;
    }

    private static JsonObject Element(Field field)
    {
        if (field.Type == FieldType.Object)
        {
            return field.Fields.Count == 0 ? new JsonObject { ["type"] = "object" } : Output(field.Fields);
        }

        // Cells of rows are texts or null.
        if (field is { Depth: 2, Nullable: true })
        {
            return new JsonObject { ["description"] = "The text form of the value, null for NULL." };
        }

        return WithChoices(
            new JsonObject
            {
                ["type"] = field.Type switch
                {
                    FieldType.Integer => "integer",
                    FieldType.Number => "number",
                    FieldType.Flag => "boolean",
                    _ => "string",
                },
            },
            field.Choices);
    }

    private static JsonObject WithChoices(JsonObject schema, IReadOnlyList<string> choices)
    {
        if (choices.Count > 0)
        {
            schema["enum"] = new JsonArray([.. choices.Select(c => (JsonNode)c)]);
        }

        return schema;
    }
}
