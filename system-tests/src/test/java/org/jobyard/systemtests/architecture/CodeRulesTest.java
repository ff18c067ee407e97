package org.jobyard.systemtests.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.persistence.Entity;
import jakarta.persistence.Version;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Instant;

/** What no class of the product does, each with its reason. */
@AnalyzeClasses(locations = ProductClasses.class)
class CodeRulesTest {
    @ArchTest
    static final ArchRule no_java_ee_8 = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "javax.annotation..",
                    "javax.ejb..",
                    "javax.enterprise..",
                    "javax.faces..",
                    "javax.inject..",
                    "javax.jms..",
                    "javax.json..",
                    "javax.persistence..",
                    "javax.resource..",
                    "javax.servlet..",
                    "javax.validation..",
                    "javax.ws..")
            .because("the server has Jakarta EE 10 only");

    @ArchTest
    static final ArchRule no_java_serialization = noClasses()
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(ObjectInputStream.class, ObjectOutputStream.class)
            .because("other languages cannot read it, and reading it runs what a stranger wrote");

    @ArchTest
    static final ArchRule entities_have_no_setters = noMethods()
            .that()
            .areDeclaredInClassesThat()
            .areAnnotatedWith(Entity.class)
            .should()
            .haveNameMatching("set[A-Z].*")
            .because("an entity changes through what happens to it, not field by field")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule entities_have_a_version = classes()
            .that()
            .areAnnotatedWith(Entity.class)
            .should(haveAVersion())
            .because("of two results at the same time one must lose loudly")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule nobody_asks_the_system_for_the_time_around_the_clock = noClasses()
            .that()
            .resideInAnyPackage(
                    "org.jobyard.job..",
                    "org.jobyard.submission..",
                    "org.jobyard.registration..",
                    "org.jobyard.dispatch..",
                    "org.jobyard.schedule..",
                    "org.jobyard.status..",
                    "org.jobyard.result..",
                    "org.jobyard.workers..",
                    "org.jobyard.security..")
            .should()
            .callMethod(Instant.class, "now")
            .because("time that is injected can be tested");

    private static ArchCondition<JavaClass> haveAVersion() {
        return new ArchCondition<>("have a field with @Version") {
            @Override
            public void check(JavaClass entity, ConditionEvents events) {
                boolean versioned =
                        entity.getAllFields().stream().anyMatch(field -> field.isAnnotatedWith(Version.class));
                events.add(new SimpleConditionEvent(entity, versioned, entity.getName() + " versioned: " + versioned));
            }
        };
    }
}
