package org.jobyard.job;

import java.util.Locale;

/** Draws the state machine from its table. */
final class StateDiagram {
    private StateDiagram() {}

    static String page() {
        StringBuilder page = new StringBuilder("""
                # The states of a job

                Made from the table in `ejb/src/main/java/org/jobyard/job/StateMachine.java`; a test fails when the two differ
                (`mvn -pl ejb -am test -Dtest=StateMachineTest -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.write=true` writes it anew).
                BLOCKED has a way out already, so that a cancel works in every state; what leads into it comes with recovery.

                ```mermaid
                stateDiagram-v2
                    [*] --> REGISTERED
                """);
        for (StateMachine.Transition transition : StateMachine.transitions()) {
            page.append("    %s --> %s: %s%n"
                    .formatted(
                            transition.from(),
                            transition.to(),
                            transition.event().name().toLowerCase(Locale.ROOT).replace('_', ' ')));
        }
        for (JobState state : JobState.values()) {
            if (state.isTerminal()) {
                page.append("    %s --> [*]%n".formatted(state));
            }
        }
        return page.append("```\n").toString();
    }
}
