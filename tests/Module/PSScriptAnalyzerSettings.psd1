@{
    ExcludeRules = @(
        # Pester's blocks see variables of BeforeAll that the analyzer can't.
        'PSUseDeclaredVarsMoreThanAssignments'
    )
}
