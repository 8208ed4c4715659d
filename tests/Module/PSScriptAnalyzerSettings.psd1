@{
    # Tests alone: what is shipped is held to every rule.
    ExcludeRules = @(
        # Pester's blocks see variables of BeforeAll that the analyzer can't.
        'PSUseDeclaredVarsMoreThanAssignments'
        # A test reads as a sentence: Get-DbTable files shop.db.
        'PSAvoidUsingPositionalParameters'
        # Fixtures start and make things that no person is asked about.
        'PSUseShouldProcessForStateChangingFunctions'
        # A vault and its secrets that are made up.
        'PSAvoidGlobalVars'
        'PSAvoidUsingConvertToSecureStringWithPlainText'
    )
}
